"""Lending a device of the centre to a person: staff make a number, the number begins one visit, staff see how it goes.

Nothing here says who the person is or what they answer. Who asks for a person stays on the list until somebody went.
"""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from app import sessions
from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate, clock, db, delete_rows, in_own_transaction, public_id
from app.intake.arriving.guesses import give_back, spend_guess
from app.intake.arriving.labels import Labels
from app.intake.arriving.models import KioskVisit
from app.intake.arriving.search_marks import digits_of
from app.vault import current_vault, slow_key

DIGITS: Final = 8
NUMBER_LIVES: Final = timedelta(minutes=10)
KEPT: Final = timedelta(hours=24)  # longer than any visit lasts; what was done stays in the activity log
_LABELS: Final = Labels("kiosk_visits", "device-label")


class NumberRefused(Exception):
    """The number begins nothing: mistyped, unknown, used up or expired. Nobody is told which."""


class NoSuchVisit(Exception):
    """Unknown, of another site, or long over: which of them is not said."""


class Begun(NamedTuple):
    """A visit that a number began, and at which centre."""

    visit_id: str
    site_id: str


class VisitState(StrEnum):
    """How far a visit has come."""

    WAITING = "waiting"
    UNUSED = "unused"
    UNDER_WAY = "under_way"
    SENT = "sent"  # and the device is not back yet
    FINISHED = "finished"
    LEFT = "left"  # without sending
    CLOSED = "closed"  # by itself, after a pause, without sending


@dataclass(frozen=True)
class Visit:
    """One visit as staff see it. `since`: when this state began. `label` is empty if it cannot be read."""

    id: str
    label: str
    state: VisitState
    since: datetime
    asked_at: datetime | None
    came_at: datetime | None

    @property
    def is_out(self) -> bool:
        """Whether somebody has the device, or soon will."""
        return self.state in {VisitState.WAITING, VisitState.UNDER_WAY, VisitState.SENT}

    @property
    def is_waited_for(self) -> bool:
        """Whether the person asked for somebody, and nobody has gone there."""
        return self.asked_at is not None and self.came_at is None


def make_number(label: str, staff: StaffUser) -> str:
    """Make a number for a device and return it, to be shown once. Visits of yesterday are forgotten.

    Ends the caller's transaction first, because a slow hash must not hold the write lock.
    """
    db.session.rollback()
    number = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    mark, now, visit_id = _number_mark(number), clock.now(), public_id()
    begin_immediate()
    forget_visits(now)
    visit = KioskVisit(id=visit_id, site_id=staff.site_id, number_mark=mark, made_by=staff.id, made_at=now)
    visit.sealed_label, visit.expires_at = _LABELS.seal(visit_id, label), now + NUMBER_LIVES
    db.session.add(visit)
    record("device.made", subject=("device", visit_id), actor=staff)
    return number


def forget_visits(now: datetime) -> int:
    """Delete the visits of yesterday. Returns how many."""
    return delete_rows(sa.delete(KioskVisit).where(KioskVisit.made_at <= now - KEPT))


def use_up(typed: str, address: str | None) -> Begun:
    """Use a number up and return its visit, at whichever centre it was made. Raises NumberRefused, TooManyGuesses; the
    caller commits all the same: a guess counts. Slow: call it before any transaction begins.
    """
    guess = spend_guess(address, "number")
    mark, now = _number_mark(digits_of(typed)), clock.now()
    in_time = KioskVisit.expires_at > now, KioskVisit.expires_at <= clock.latest() + NUMBER_LIVES
    visit = db.session.scalar(sa.select(KioskVisit).where(KioskVisit.number_mark == mark, *in_time).with_for_update())
    if visit is None:
        raise NumberRefused
    give_back(guess)
    visit.number_mark, visit.begun_at = None, now
    return Begun(visit.id, visit.site_id)


def note_begun(visit: Begun) -> None:
    """Its first page is open."""
    record("device.begun", subject=("device", visit.visit_id), site_id=visit.site_id)


def bind(visit_id: str, session_id: uuid.UUID) -> None:
    """Let a visit take place in this session from now on: it is over when the session is."""
    visit = sa.update(KioskVisit).where(KioskVisit.id == visit_id)
    db.session.execute(visit.values(session_id=session_id, ended_at=None))


def note_sent(visit_id: str) -> None:
    """The answers were sent."""
    _note(visit_id, KioskVisit.sent_at, sent_at=clock.now())


def end(visit_id: str) -> None:
    """The person finished or left."""
    _note(visit_id, KioskVisit.ended_at, ended_at=clock.now())


def ask_for_person(visit_id: str) -> bool:
    """The person asks for somebody to come. False for a visit that there is not. Asking twice keeps the first time."""
    asks = sa.update(KioskVisit).where(KioskVisit.id == visit_id, KioskVisit.begun_at.is_not(None))
    nobody_due = sa.or_(KioskVisit.asked_at.is_(None), KioskVisit.came_at.is_not(None))
    asked = asks.where(nobody_due).values(asked_at=clock.now(), came_at=None).returning(KioskVisit.site_id)
    if site_id := db.session.scalars(asked).one_or_none():
        record("device.person_asked", subject=("device", visit_id), site_id=site_id)
    return is_waited_for(visit_id)


def is_waited_for(visit_id: str) -> bool:
    """Whether the person asked for somebody, and nobody has gone there."""
    due = KioskVisit.asked_at.is_not(None), KioskVisit.came_at.is_(None)
    return bool(db.session.scalar(sa.select(sa.exists().where(KioskVisit.id == visit_id, *due))))


def went_there(visit_id: str, staff: StaffUser) -> None:
    """A member of staff went to the person who had asked. Pressing twice changes nothing more. Raises NoSuchVisit."""
    own = KioskVisit.id == visit_id, KioskVisit.site_id == staff.site_id
    visit = db.session.scalar(sa.select(KioskVisit).where(*own).with_for_update())
    if visit is None:
        raise NoSuchVisit
    if visit.asked_at and not visit.came_at:
        visit.came_at = clock.now()
        record("device.person_came", subject=("device", visit.id), actor=staff)


def visits_of(site_id: str) -> list[Visit]:
    """The visits of the last day at a site, the newest first. In a transaction of its own: every staff page asks."""
    now = clock.now()
    recent = sa.select(KioskVisit).where(KioskVisit.site_id == site_id, KioskVisit.made_at > now - KEPT)
    with in_own_transaction(writes=False) as connection:
        rows = connection.execute(recent.order_by(KioskVisit.made_at.desc(), KioskVisit.id)).all()
    return list(_visits(rows, sessions.ends_of(row.session_id for row in rows if row.session_id), now))


def _visits(rows: Iterable[sa.Row[Any]], ends: dict[uuid.UUID, datetime], now: datetime) -> Iterator[Visit]:
    for row in rows:
        state, since = _state(row, ends.get(row.session_id), now)
        yield Visit(row.id, _LABELS.read(row.id, row.sealed_label), state, since, row.asked_at, row.came_at)


def _state(row: sa.Row[Any], session_ends: datetime | None, now: datetime) -> tuple[VisitState, datetime]:
    if row.begun_at is None:
        over = not now < row.expires_at <= clock.latest() + NUMBER_LIVES
        return (VisitState.UNUSED, min(row.expires_at, now)) if over else (VisitState.WAITING, row.made_at)
    ended = row.ended_at or session_ends or row.begun_at
    if ended > now and row.ended_at is None:
        return (VisitState.SENT, row.sent_at) if row.sent_at else (VisitState.UNDER_WAY, row.begun_at)
    if row.sent_at:
        return VisitState.FINISHED, ended
    return VisitState.LEFT if row.ended_at else VisitState.CLOSED, ended


def _note(visit_id: str, unset: sa.orm.InstrumentedAttribute[Any], **values: object) -> None:
    db.session.execute(sa.update(KioskVisit).where(KioskVisit.id == visit_id, unset.is_(None)).values(**values))


def _number_mark(number: str) -> bytes:
    """By which the visit of a number is found. Slow, and useless without the key file: eight digits are soon tried."""
    pepper = current_vault().derive("device-number")
    return slow_key(hmac.new(pepper, number.encode(), hashlib.sha256).digest(), b"kiosk_visits|number_mark")
