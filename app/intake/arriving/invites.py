"""Links that begin one screening, once. Whoever has the link may begin; nothing in it says who they are or why.

Only the hash of a token is kept, so a link is shown at the moment it is made and never again. Looking at the page
behind it uses nothing up: mail programs and chats open links by themselves.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa

from app.accounts import StaffUser
from app.activity import Actor, record
from app.extensions import begin_immediate, clock, db, in_own_transaction, public_id
from app.intake.arriving.labels import Labels
from app.intake.arriving.models import Invite
from app.intake.models import Screening
from app.sites import site_of

DAYS: Final = 14
MOST_DAYS: Final = 90
LONGEST_LABEL: Final = 60
MOST_ON_A_SHEET: Final = 30
MOST_SHOWN: Final = 200
_LABELS: Final = Labels("invites", "invite-label")


class NoSuchInvite(Exception):
    """Unknown, or of another site: which of the two is not said."""


class InviteState(StrEnum):
    """How far a link has come."""

    WAITING = "waiting"
    BEGUN = "begun"  # and nothing came yet: they may have left without sending
    CALLED = "called"  # a call was asked for, and no answers were sent
    ANSWERED = "answered"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Way:
    """Where a link leads: which invite it is, and to which centre."""

    id: str
    site_id: str


@dataclass(frozen=True)
class InviteSeen:
    """One link as staff see it. `since`: when this state began. `label` is empty if there is none to read."""

    id: str
    label: str
    state: InviteState
    since: datetime
    made_at: datetime
    expires_at: datetime
    screening_id: str | None


def make_invite(staff: Actor, *, label: str = "", days: int = DAYS, rescreen_id: uuid.UUID | None = None) -> str:
    """Make a link and return its token, to be shown once. The caller commits."""
    return make_link(staff, label=label, days=days, rescreen_id=rescreen_id)[1]


def make_link(
    actor: Actor, *, label: str = "", days: int = DAYS, rescreen_id: uuid.UUID | None = None
) -> tuple[str, str]:
    """The same; returns its id as well, by which it is found again, and then the token."""
    begin_immediate()
    token, now, invite_id = secrets.token_urlsafe(32), clock.now(), public_id()
    invite = Invite(id=invite_id, site_id=actor.site_id, token_hash=_hash(token), rescreen_id=rescreen_id)
    invite.sealed_label = _LABELS.seal(invite_id, label)
    invite.made_by, invite.made_at, invite.expires_at = actor.id, now, now + timedelta(days=days)
    db.session.add(invite)
    record("invite.made", subject=("invite", invite_id), actor=actor)
    return invite_id, token


def look_at(token: str) -> Way | None:
    """Where a token leads, without using it; None if it is over, or its centre takes nobody in now."""
    found = db.session.execute(sa.select(Invite.id, Invite.site_id).where(*_usable(token))).one_or_none()
    return Way(*found) if found and site_of(found.site_id).active else None


def use_up(token: str) -> Way | None:
    """Use a token, in the caller's transaction; None for whoever comes second, or too late. One statement decides.

    A centre that is shut uses nothing up: the link works again once it is open.
    """
    if look_at(token) is None:
        return None
    use = sa.update(Invite).where(*_usable(token)).values(used_at=clock.now())
    found = db.session.execute(use.returning(Invite.id, Invite.site_id)).one_or_none()
    return Way(*found) if found else None


def note_begun(way: Way) -> None:
    """A screening has begun by it. Last in its transaction: it takes the lock of the log."""
    record("invite.used", subject=("invite", way.id), site_id=way.site_id)


def belongs_to(token: str, invite_id: str | None) -> bool:
    """Whether this token, used or not, is the one of an invite."""
    own = sa.exists().where(Invite.id == invite_id, Invite.token_hash == _hash(token))
    return invite_id is not None and bool(db.session.scalar(sa.select(own)))


def note_answers(invite_id: str, screening_id: str) -> None:
    """Answers came of it: with this screening. Later ones of the same person change nothing."""
    answered = sa.update(Invite).where(Invite.id == invite_id, Invite.screening_id.is_(None))
    db.session.execute(answered.values(screening_id=screening_id))


def withdraw(invite_id: str, staff: Actor) -> None:
    """Take a link back that nobody has used; of another one nothing changes. Raises NoSuchInvite."""
    own = Invite.id == invite_id, Invite.site_id == staff.site_id
    invite = db.session.scalar(sa.select(Invite).where(*own).with_for_update())
    if invite is None:
        raise NoSuchInvite
    if invite.used_at is None and invite.withdrawn_at is None:
        invite.withdrawn_at = clock.now()
        record("invite.withdrawn", subject=("invite", invite.id), actor=staff)


def invites_of(staff: StaffUser) -> list[InviteSeen]:
    """The newest links of one's own site. Reading them is recorded, because a label may be a chart number; the caller
    commits.
    """
    begin_immediate()
    newest = _with_sending().where(Invite.site_id == staff.site_id).order_by(Invite.made_at.desc(), Invite.id)
    seen = [_seen(row, clock.now()) for row in db.session.execute(newest.limit(MOST_SHOWN))]
    record("invites.read", subject=("site", staff.site_id), actor=staff, rows=len(seen))
    return seen


def labelled(site_id: str) -> dict[str, InviteState]:
    """How far the newest link of each label of a site has come; capitals make no other label."""
    rows = db.session.execute(_with_sending().where(Invite.site_id == site_id).order_by(Invite.made_at, Invite.id))
    seen = [_seen(row, clock.now()) for row in rows]
    return {invite.label.casefold(): invite.state for invite in seen if invite.label}  # the last one counts


def read_own(invite_id: str, actor: Actor) -> InviteSeen:
    """One link that this actor made, and no other; the reading is recorded. The caller commits. Raises NoSuchInvite."""
    begin_immediate()
    own = Invite.id == invite_id, Invite.site_id == actor.site_id, Invite.made_by == actor.id
    row = db.session.execute(_with_sending().where(*own)).one_or_none()
    if row is None:
        raise NoSuchInvite
    record("invite.read", subject=("invite", invite_id), actor=actor)
    return _seen(row, clock.now())


def of_rescreens(rescreen_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, InviteSeen]:
    """The newest link of each of these plans that has one. In a transaction of its own."""
    of_them = _with_sending().where(Invite.rescreen_id.in_(set(rescreen_ids)))
    with in_own_transaction(writes=False) as connection:
        rows = connection.execute(of_them.order_by(Invite.made_at, Invite.id)).all()
    return {row.rescreen_id: _seen(row, clock.now()) for row in rows}  # the last one counts


def _with_sending() -> sa.Select[Any]:
    """The columns of an invite, and when the answers that came by it were sent."""
    return sa.select(*Invite.__table__.columns, Screening.sent_at).outerjoin(
        Screening, Screening.id == Invite.screening_id
    )


def _seen(row: sa.Row[Any], now: datetime) -> InviteSeen:
    label, (state, since) = _LABELS.read(row.id, row.sealed_label), _state(row, now)
    return InviteSeen(row.id, label, state, since, row.made_at, row.expires_at, row.screening_id)


def _state(row: sa.Row[Any], now: datetime) -> tuple[InviteState, datetime]:
    if row.used_at:
        came = InviteState.ANSWERED if row.sent_at else InviteState.CALLED
        return came if row.screening_id else InviteState.BEGUN, row.used_at
    if row.withdrawn_at:
        return InviteState.WITHDRAWN, row.withdrawn_at
    over = row.expires_at <= now or row.expires_at > _latest_end()
    return (InviteState.EXPIRED, min(row.expires_at, now)) if over else (InviteState.WAITING, row.made_at)


def _latest_end() -> datetime:
    """When any link is over that a right clock can have made by now."""
    return clock.latest() + timedelta(days=MOST_DAYS)


def _usable(token: str) -> tuple[sa.ColumnElement[bool], ...]:
    open_still = Invite.used_at.is_(None), Invite.withdrawn_at.is_(None)
    in_time = Invite.expires_at > clock.now(), Invite.expires_at <= _latest_end()
    return (Invite.token_hash == _hash(token), *open_still, *in_time)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()
