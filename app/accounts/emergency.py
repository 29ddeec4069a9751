"""Emergency access: a colleague lets somebody in for an hour whose second factor is not at hand. Two people, never one.

The one gives their password, the other a pass that works once, for ten minutes, for this one account. The session that
comes of it ends after sixty minutes, whatever is done with it, and nothing in it counts as freshly confirmed: it reads
and works on screenings, and changes no account, key or setting. Somebody else has to look at it afterwards.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_login import login_user

from app import activity, sessions
from app.accounts import store
from app.accounts.colleague import NoSuchColleague, NotChanged
from app.accounts.emergency_models import EmergencyAccess
from app.accounts.letters import mark_of, new_letters
from app.accounts.models import StaffUser
from app.extensions import N_, begin_immediate, clock, db, one_at_a_time, public_id

PASS_WORKS_FOR: Final = timedelta(minutes=10)
LASTS: Final = timedelta(minutes=60)
REASONS: Final = {
    "lost": N_("Their phone or key is lost or stolen"),
    "broken": N_("It is broken, or its battery is empty"),
    "elsewhere": N_("It lies somewhere else"),
}
VERDICTS: Final = {"needed": N_("It was needed"), "not_needed": N_("It was not needed, and I have followed it up")}
REVIEWERS: Final = frozenset({"supervisor", "auditor"})
_LONG_AGO: Final = timedelta(days=1)  # so long ago that no confirmation is fresh any more
_PURPOSE: Final = "staff-emergency"


class NoSuchAccess(LookupError):
    """None of this id at one's own site."""


def colleagues_of(actor: StaffUser) -> list[StaffUser]:
    """Whom one can let in: those of one's own site who work on screenings."""
    return [one for one in store.of_site(actor.site_id) if one.works_on_cases and one.is_active and one.id != actor.id]


def make_pass(colleague_id: str, reason: str, actor: StaffUser) -> str:
    """A pass for one colleague, to be shown once; an earlier one for them opens nothing any more. The caller commits.

    Raises NoSuchColleague; KeyError for no reason of ours.
    """
    user = next((one for one in colleagues_of(actor) if one.public_id == colleague_id), None)
    if user is None:
        raise NoSuchColleague
    REASONS[reason]
    letters, now = new_letters(), clock.now()
    one_at_a_time(user.id)
    unused = EmergencyAccess.user_id == user.id, EmergencyAccess.used_at.is_(None)
    db.session.execute(sa.delete(EmergencyAccess).where(*unused))
    access = EmergencyAccess(
        id=public_id(), site_id=user.site_id, user_id=user.id, let_in_by=actor.id, reason=reason, made_at=now
    )
    access.mark = mark_of(_PURPOSE, user.id, letters)
    db.session.add(access)
    activity.record("emergency.granted", subject=("staff", user.public_id), actor=actor, method=reason)
    return letters


def use_pass(user: StaffUser, typed: str) -> bool:
    """Use a pass up and begin the session that it opens. The caller tells the reviewers, and commits in either case.

    Eighty bits cannot be guessed within ten minutes, so no try counts, and nobody who guesses at codes shuts this way.
    """
    begin_immediate()
    one_at_a_time(user.id)
    access = _take(user.id, typed)
    if access is None:
        activity.record("signin.failed", subject=("staff", user.public_id), site_id=user.site_id, method="pass")
        return False
    now = clock.now()
    long_ago, until = (now - _LONG_AGO).isoformat(), (now + LASTS).isoformat()
    sessions.begin(sessions.STAFF, user_id=user.id, factor_at=long_ago, emergency_until=until)
    login_user(user)
    row = activity.record("emergency.used", subject=("staff", user.public_id), actor=user, method=access.reason)
    access.session_mark = row.session_mark
    return True


def ends_at() -> datetime | None:
    """When the session of this request ends, if it is one of an emergency."""
    until = sessions.current().get("emergency_until")
    return datetime.fromisoformat(until) if until else None


def is_over() -> bool:
    """Whether it is one, and its hour has passed."""
    until = ends_at()
    return until is not None and clock.now() >= until


def used_at_site(site_id: str, count: int) -> Sequence[EmergencyAccess]:
    """Those that were used, the newest first, and before them those that nobody has looked at yet."""
    used = sa.select(EmergencyAccess).where(EmergencyAccess.site_id == site_id, EmergencyAccess.used_at.is_not(None))
    order = EmergencyAccess.reviewed_at.is_not(None), EmergencyAccess.used_at.desc()
    return db.session.scalars(used.order_by(*order).limit(count)).all()


def count_unreviewed(site_id: str) -> int:
    """How many wait to be looked at."""
    waiting = EmergencyAccess.used_at.is_not(None), EmergencyAccess.reviewed_at.is_(None)
    counted = sa.select(sa.func.count()).select_from(EmergencyAccess)
    return db.session.scalar(counted.where(EmergencyAccess.site_id == site_id, *waiting)) or 0


def may_review(access: EmergencyAccess, staff: StaffUser) -> bool:
    """Neither of the two who were in it."""
    return staff.id not in (access.user_id, access.let_in_by)


def review(access_id: str, verdict: str, note: str, actor: StaffUser) -> None:
    """Say what one makes of it. It is said once. The caller commits.

    Raises NoSuchAccess, NotChanged; KeyError for no verdict of ours.
    """
    begin_immediate()
    access = db.session.get(EmergencyAccess, access_id, populate_existing=True, with_for_update=True)
    if access is None or access.site_id != actor.site_id or access.used_at is None:
        raise NoSuchAccess
    VERDICTS[verdict]
    if not may_review(access, actor):
        raise NotChanged(_("somebody else than the two of you has to look at it"))
    if access.reviewed_at is not None:
        raise NotChanged(_("a colleague has looked at it meanwhile"))
    access.reviewed_at, access.reviewed_by, access.verdict = clock.now(), actor.id, verdict
    access.set_note(note)
    activity.record("emergency.reviewed", subject=("emergency", access.id), actor=actor, outcome=verdict)


def _take(user_id: uuid.UUID, typed: str) -> EmergencyAccess | None:
    """By one statement, so that of two who use the same one at once the second is too late."""
    now = clock.now()
    works = (
        EmergencyAccess.mark == mark_of(_PURPOSE, user_id, typed),
        EmergencyAccess.used_at.is_(None),
        EmergencyAccess.made_at.between(now - PASS_WORKS_FOR, now),
    )
    take = sa.update(EmergencyAccess).where(*works).values(used_at=now).returning(EmergencyAccess.id)
    found = db.session.scalar(take)
    return db.session.get_one(EmergencyAccess, found, populate_existing=True) if found else None
