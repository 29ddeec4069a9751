"""How somebody becomes staff: an invitation with a one-time link, used once, within a day."""

import hashlib
import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from flask_babel import gettext as _

from app import activity, sessions
from app.accounts import notices, passwords, reset_factor, store, tries
from app.accounts.models import ROLES, EnrolmentToken, StaffUser
from app.accounts.separation_of_duties import TOOK, did_lately
from app.extensions import N_, begin_immediate, clock, db, uuid7
from app.sites import site_of

VALID_FOR: Final = timedelta(hours=24)
# Nothing in it by which a mail server would read two addresses, or a name
_ADDRESS: Final = re.compile(
    r'[^@\s.,:;<>()\[\]\\"]+(\.[^@\s.,:;<>()\[\]\\"]+)*@[^@\s.,:;<>()\[\]\\"]+(\.[^@\s.,:;<>()\[\]\\"]+)+'
)
LONGEST_ADDRESS: Final = 254
LONGEST_NAME: Final = 100
_SOMEBODY_ELSE: Final = N_("you took away their way in less than a day ago: another administrator has to invite them")
_TAKEN: Final = N_("this address cannot be invited in this role")  # says not whether they are here or at another site


class InviteRefused(ValueError):
    """An invitation that cannot be made. Says why in one line."""


class LinkOver(Exception):
    """A link that was used, has expired, was replaced by a newer one, or never was."""


class PasswordRefused(ValueError):
    """A password that will not do. Says why in one sentence for its owner."""


@dataclass(frozen=True)
class Enrolment:
    """Whom a link is for."""

    user_id: uuid.UUID
    email: str
    name: str
    role: str
    site_id: str


def invite(email: str, role: str, site_id: str = "default", name: str = "", actor: activity.Actor | None = None) -> str:
    """Make a one-time token for a new member of staff, or a new one for somebody invited before. The caller commits.

    Earlier tokens of the same person stop working. A person who has a password keeps it until the new link is used;
    whoever was switched off is back with it, in this role, and has none until then.
    Raises InviteRefused for an address or role that is none, for a change of the role of somebody who is here, and for
    whoever took away, within a day, by what that person came in.
    """
    email = _checked_address(email)
    if role not in ROLES:
        raise InviteRefused(_("role must be one of %(roles)s", roles=", ".join(ROLES)))
    begin_immediate()
    user = store.by_email(email)
    if user is None:
        user = _new_user(email, role, site_id, name)
    elif user.site_id != site_id:
        raise InviteRefused(_(_TAKEN))
    elif actor and (user.password_hash or not user.active) and did_lately(actor, TOOK, user):
        raise InviteRefused(_(_SOMEBODY_ELSE))
    elif not user.active:
        user.active, user.role, user.password_hash = True, role, None
        reset_factor.reset(user, actor)
    elif user.role != role:
        raise InviteRefused(_(_TAKEN))
    activity.record("staff.invited", subject=("staff", user.public_id), actor=actor, site_id=user.site_id, role=role)
    return _new_token(user.id)


def find(token: str) -> Enrolment | None:
    """Whom a token is for, without using it; None when it is over."""
    user = db.session.scalars(
        sa.select(StaffUser).join(EnrolmentToken, EnrolmentToken.user_id == StaffUser.id).where(*_usable(token))
    ).one_or_none()
    if user is None or not user.active:
        return None
    return Enrolment(user.id, user.email, "" if user.name == user.email else user.name, user.role, user.site_id)


def redeem(token: str, password: str, name: str) -> StaffUser:
    """Use a token once: set password and name, end whatever sessions there were. The caller commits.

    Ends the caller's transaction first, because hashing must not hold the write lock. Raises LinkOver, PasswordRefused,
    and passwords.TooBusy.
    """
    person = find(token)
    if person is None:
        raise LinkOver
    if reason := passwords.check_new(password, [person.email, name, site_of(person.site_id).name]):
        raise PasswordRefused(reason)
    db.session.rollback()
    password_hash = passwords.hash_new(password)
    begin_immediate()
    user = _use(token)
    if user.password_hash:
        notices.tell(user, notices.Notice.PASSWORD)
    user.password_hash = password_hash
    tries.open_again(user)
    user.set_identity(person.email, name.strip()[:LONGEST_NAME] or person.name)
    sessions.end_all_for(user.id)
    activity.record("staff.enrolled", subject=("staff", user.public_id), actor=user)
    return user


def is_address(text: str) -> bool:
    """Whether this can be somebody's e-mail address."""
    return len(text) <= LONGEST_ADDRESS and text.isprintable() and bool(_ADDRESS.fullmatch(text))


def _use(token: str) -> StaffUser:
    """Take the token out of use; whoever comes second finds it over."""
    take = sa.update(EnrolmentToken).where(*_usable(token)).values(used_at=clock.now())
    user_id = db.session.scalars(take.returning(EnrolmentToken.user_id)).one_or_none()
    user = db.session.get(StaffUser, user_id, populate_existing=True) if user_id else None
    if user is None or not user.active:
        raise LinkOver
    return user


def _new_user(email: str, role: str, site_id: str, name: str) -> StaffUser:
    user = StaffUser(id=uuid7(), site_id=site_id, role=role)
    user.set_identity(email, name.strip()[:LONGEST_NAME])
    db.session.add(user)
    db.session.flush()
    return user


def _new_token(user_id: uuid.UUID) -> str:
    moment = clock.now()
    earlier = sa.update(EnrolmentToken).where(EnrolmentToken.user_id == user_id, EnrolmentToken.used_at.is_(None))
    db.session.execute(earlier.values(used_at=moment))
    token = secrets.token_urlsafe(32)
    db.session.add(EnrolmentToken(token_hash=_hash(token), user_id=user_id, expires_at=moment + VALID_FOR))
    db.session.flush()
    return token


def _usable(token: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        EnrolmentToken.token_hash == _hash(token),
        EnrolmentToken.used_at.is_(None),
        EnrolmentToken.expires_at > clock.now(),
        EnrolmentToken.expires_at <= clock.latest() + VALID_FOR,  # or a clock that was set back since made it
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _checked_address(text: str) -> str:
    email = text.strip()
    if not is_address(email):
        raise InviteRefused(_("this is not an e-mail address"))
    return email
