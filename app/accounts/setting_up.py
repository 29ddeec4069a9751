"""Setting up a first factor, or another one when those before were lost."""

from app.accounts import factor, passkeys, recovery
from app.accounts.halfway import Halfway
from app.accounts.passkey_answers import NotAccepted


def by_code(here: Halfway, typed: str) -> list[str] | None:
    """An authenticator shows its first code. Returns recovery codes, or None for a wrong code. The caller commits."""
    codes = factor.set_up(here.user, here.seed, typed) if here.seed else None
    if codes and here.lost:
        passkeys.take_away(here.user.id)
    return codes


def by_passkey(here: Halfway, answer: str, name: str) -> list[str]:
    """A passkey was made. Returns recovery codes. The caller commits, also after NotAccepted."""
    if here.seed is None:
        raise NotAccepted
    made = passkeys.add(here.user, answer, name)
    if here.lost:
        factor.take_away(here.user.id)
        passkeys.take_away(here.user.id, but=made)
    return recovery.issue(here.user)
