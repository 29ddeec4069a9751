"""Tokens by which other systems come in: made for one site and one system, shown once, scoped, and over by themselves.

Whoever has a token that may take copies could take what a consent lets its system have. So no administrator can make
one that works alone: a supervisor has to agree.
"""

import hashlib
import secrets
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.api_token_models import ApiToken
from app.accounts.models import StaffUser
from app.activity import record
from app.extensions import UtcDateTime, begin_immediate, clock, db, in_own_transaction, uuid7
from app.settings import current_settings

BEGINS: Final = "braid_"  # by which a program that looks for lost secrets knows one
DAYS: Final = (30, 90, 365)
MOST_A_MINUTE: Final = 600
A_MINUTE: Final = timedelta(minutes=1)
OVERLAP: Final = timedelta(hours=24)  # as long as an answer is kept for whoever did not get it


class Scope(StrEnum):
    """What a token may do."""

    SCREENINGS = "screenings"
    INVITES = "invites"
    COPIES = "copies"


class TokenState(StrEnum):
    """How it stands with a token."""

    WORKS = "works"
    WAITS = "waits"  # for a supervisor to agree
    EXPIRED = "expired"
    REVOKED = "revoked"


class NoSuchToken(LookupError):
    """One's own site has none of this id."""


class NotAgreed(ValueError):
    """There is nothing to agree to, or not for this person. Says why in one line."""


class RenewedLately(ValueError):
    """The secret before this one still works, and would end if there were another one now."""


class NoLongerWorks(Exception):
    """Somebody came with a secret that worked once."""

    def __init__(self, token: ApiToken) -> None:
        self.token = token
        super().__init__()


class TooManyRequests(Exception):
    """A token was used too often within a minute."""

    def __init__(self, token: ApiToken) -> None:
        self.token = token
        super().__init__()


def make_token(staff: StaffUser, name: str, scopes: Collection[Scope], days: int) -> str:
    """Make a token and return it, to be shown once. The caller commits."""
    begin_immediate()
    secret, now = _new_secret(), clock.now()
    made = ApiToken(id=uuid7(), site_id=staff.site_id, token_hash=_hash(secret), scopes=" ".join(sorted(scopes)))
    made.made_by, made.made_at, made.expires_at = staff.id, now, now + timedelta(days=days)
    made.set_name(name)
    db.session.add(made)
    db.session.flush()
    record("token.made", subject=("token", made.public_id), actor=staff, scopes=made.scopes.split())
    return secret


def tokens_of(site_id: str) -> Sequence[ApiToken]:
    """Every token of a site, the newest first."""
    newest = sa.select(ApiToken).where(ApiToken.site_id == site_id).order_by(ApiToken.made_at.desc(), ApiToken.id)
    return db.session.scalars(newest).all()


def state_of(token: ApiToken) -> TokenState:
    """How it stands with it now."""
    if token.revoked_at:
        return TokenState.REVOKED
    if token.expires_at <= clock.now() or token.made_at > clock.latest():
        return TokenState.EXPIRED
    waits = Scope.COPIES in token.scopes.split() and token.agreed_at is None
    return TokenState.WAITS if waits else TokenState.WORKS


def agree(public_id: str, staff: StaffUser) -> None:
    """Let a token that waits work. Nobody agrees to their own. Raises NoSuchToken, NotAgreed."""
    token = _own(public_id, staff)
    if token.made_by == staff.id:
        raise NotAgreed(_("somebody else than whoever made it has to agree"))
    if state_of(token) is not TokenState.WAITS:
        raise NotAgreed(_("it does not wait for anybody"))
    token.agreed_by, token.agreed_at = staff.id, clock.now()
    record("token.agreed", subject=("token", token.public_id), actor=staff)


def revoke(public_id: str, staff: StaffUser) -> None:
    """Let it never work again. Raises NoSuchToken."""
    token = _own(public_id, staff)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        record("token.revoked", subject=("token", token.public_id), actor=staff)


def revoke_made_by(user_id: uuid.UUID) -> None:
    """Somebody leaves, who has seen every token that they made. In the caller's transaction."""
    made = sa.update(ApiToken).where(ApiToken.made_by == user_id, ApiToken.revoked_at.is_(None))
    db.session.execute(made.values(revoked_at=clock.now()))


def renew(token: ApiToken) -> tuple[str, datetime]:
    """Give it another secret. Returns that, and until when the one before it works, so that nobody is shut out.

    What it may do and when it ends stay as they are, so nobody gains anything by it who should not have it. Asked by
    the system itself: no human sees what it comes in with, and whoever agreed need not do so again. In the caller's
    transaction. Raises RenewedLately.
    """
    db.session.refresh(token, with_for_update=True)
    now = clock.now()
    if token.former_until and now < token.former_until <= clock.latest() + OVERLAP:
        raise RenewedLately
    secret, until = _new_secret(), min(now + OVERLAP, token.expires_at)
    token.former_hash, token.former_until, token.token_hash = token.token_hash, until, _hash(secret)
    record("token.renewed", subject=("token", token.public_id), actor=token)
    return secret, until


def use_token(secret: str) -> ApiToken | None:
    """The token, unless it is unknown; one that still waits is found.

    That it was used is noted in a transaction of its own, so that many uses at once are no more than one by one.
    Nothing may be begun in `db.session` before. Raises TooManyRequests; NoLongerWorks if it, or this secret, is over.
    """
    now = clock.now()
    with in_own_transaction(writes=True) as connection:
        found = connection.execute(_of_secret(_hash(secret), now)).one_or_none()
        if found is None:
            return None
        counted = connection.scalar(_one_more(found.id, now, works=found.works).returning(ApiToken.counted)) or 0
    token = db.session.get_one(ApiToken, found.id)
    if current_settings().rate_limits and counted > MOST_A_MINUTE:
        raise TooManyRequests(token)
    if not found.works:
        raise NoLongerWorks(token)
    return token


def _of_secret(hashed: bytes, now: datetime) -> sa.Select[uuid.UUID, bool]:
    """The token that has, or had, this secret, and whether it works with it."""
    former_works = (ApiToken.former_until > now) & (ApiToken.former_until <= clock.latest() + OVERLAP)
    in_time = sa.or_(ApiToken.token_hash == hashed, former_works) & (ApiToken.made_at <= clock.latest())
    works = sa.and_(in_time, ApiToken.revoked_at.is_(None), ApiToken.expires_at > now)
    its_own = sa.or_(ApiToken.token_hash == hashed, ApiToken.former_hash == hashed)
    return sa.select(ApiToken.id, works.label("works")).where(its_own)


def _one_more(token_id: uuid.UUID, now: datetime, *, works: bool) -> sa.Update:
    within = (ApiToken.counted_from > now - A_MINUTE) & (ApiToken.counted_from <= now)
    counted = sa.case((within, ApiToken.counted + 1), else_=1)
    since = sa.case((within, ApiToken.counted_from), else_=sa.literal(now, UtcDateTime()))
    used = {"last_used_at": now} if works else {}
    return sa.update(ApiToken).where(ApiToken.id == token_id).values(counted=counted, counted_from=since, **used)


def _own(public_id: str, staff: StaffUser) -> ApiToken:
    """The row, held until the transaction ends."""
    begin_immediate()
    own = sa.select(ApiToken).where(ApiToken.public_id == public_id, ApiToken.site_id == staff.site_id)
    token = db.session.scalar(own.with_for_update())
    if token is None:
        raise NoSuchToken
    return token


def _new_secret() -> str:
    return BEGINS + secrets.token_urlsafe(32)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).digest()
