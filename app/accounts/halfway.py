"""Halfway in: the password was right and the second factor is still missing. Such a session opens nothing else."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from app import sessions
from app.accounts import factor
from app.accounts.models import StaffUser
from app.extensions import clock, db

LASTS: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Halfway:
    """Who it is, where they wanted to go, and the seed if they are to set up a factor now.

    `lost`: they came by a recovery code, so what they had before is in nobody's hands or in somebody else's.
    """

    user: StaffUser
    wanted: str
    seed: str | None = field(repr=False)
    lost: bool = False


def begin(user: StaffUser, wanted: str = "", *, anew: bool = False, lost: bool = False) -> None:
    """Begin such a session: for the second factor, or to set one up where there is none, or `anew`.

    The caller commits.
    """
    seed = factor.new_seed() if anew or not factor.has_factor(user.id) else None
    until = (clock.now() + LASTS).isoformat()
    kept = {"wanted": wanted, "seed": seed, "until": until, "lost": lost}
    sessions.begin(sessions.STAFF, user_id=user.id, idle=LASTS, halfway=kept)


def current() -> Halfway | None:
    """Who is halfway in with this request, if anybody is."""
    session = sessions.current()
    kept = session.get("halfway")
    if kept is None or clock.now() >= datetime.fromisoformat(kept["until"]):
        return None
    user = db.session.get(StaffUser, session.user_id)
    return Halfway(user, kept["wanted"], kept["seed"], kept.get("lost", False)) if user and user.is_active else None


def required() -> Halfway:
    """The same where the page lets nobody else in. Raises RuntimeError."""
    here = current()
    if here is None:
        raise RuntimeError("nobody is halfway in")
    return here
