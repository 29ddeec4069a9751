"""Wrong tries at a secret that is short enough to be guessed: counted by address, so that nobody gets many."""

import ipaddress
from datetime import timedelta
from typing import Final, Literal

import sqlalchemy as sa

from app.extensions import clock, db, in_own_transaction
from app.intake.models import WrongTry
from app.settings import current_settings
from app.vault import current_vault

MOST_FAILURES_PER_ADDRESS: Final = 5
WITHIN: Final = timedelta(minutes=15)

Secret = Literal["code", "number"]  # a person's return code, the number that opens a device of the centre


class TooManyTries(Exception):
    """Too many wrong tries came from this address. Try again later."""


def address_mark(address: str | None, secret: Secret) -> bytes:
    """Tells addresses apart for a day and names none: a keyed mark of the address, or of its network in IPv6.

    Each kind of secret has marks of its own, so that guesses at one do not keep people from using the other.
    """
    today = clock.now().date().isoformat()
    return current_vault().blind_index(f"address:{today}", f"{secret} {_network(address or '')}")


def refuse_too_many(mark: bytes) -> None:
    """Raises TooManyTries."""
    if current_settings().rate_limits and _failures_from(mark) >= MOST_FAILURES_PER_ADDRESS:
        raise TooManyTries


def count_wrong_try(mark: bytes) -> None:
    """Remember that a try was wrong; the caller commits."""
    forget_wrong_tries()
    db.session.add(WrongTry(address_mark=mark, at=clock.now()))


def forget_wrong_tries() -> int:
    """Delete the tries that no longer count. Returns how many."""
    result = db.session.execute(sa.delete(WrongTry).where(WrongTry.at <= clock.now() - WITHIN))
    return int(getattr(result, "rowcount", 0))


def _failures_from(mark: bytes) -> int:
    since = clock.now() - WITHIN
    query = sa.select(sa.func.count()).where(WrongTry.address_mark == mark, WrongTry.at > since)
    with in_own_transaction(writes=False) as connection:
        return connection.execute(query).scalar_one()


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ipaddress.ip_network((found, 56 if found.version == 6 else 32), strict=False))
