"""Queries on the table of sessions, and how a payload is sealed."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from app.extensions import clock, db, in_own_transaction
from app.sessions import lasting
from app.sessions.models import SessionRow
from app.vault import derive_key, seal_json, unseal_json

LONGEST: Final = timedelta(hours=24)  # beyond every absolute limit

_STANDING: Final = sa.select(SessionRow.__table__).where(  # every request asks for it: built once
    SessionRow.token_hash == sa.bindparam("token_hash"),
    SessionRow.audience == sa.bindparam("audience"),
    SessionRow.revoked_at.is_(None),
)


def hash_of(token: bytes) -> bytes:
    """What the database keeps of a token. 256 random bits need no slow hash."""
    return hashlib.sha256(token).digest()


def seal_payload(token: bytes, row_id: uuid.UUID, values: dict[str, Any]) -> bytes:
    """Seal a session's values under a key that only the cookie's token gives."""
    return seal_json(_payload_key(token), _payload_context(row_id), values)


def open_payload(token: bytes, row_id: uuid.UUID, payload: bytes) -> dict[str, Any]:
    """Open a session's values. Raises Unreadable."""
    values: dict[str, Any] = unseal_json(_payload_key(token), _payload_context(row_id), payload)
    return values


def find(token: bytes, audience: str) -> sa.Row[Any] | None:
    """The row of a token that has not been revoked. In a transaction of its own."""
    with in_own_transaction(writes=False) as connection:
        return connection.execute(_STANDING, {"token_hash": hash_of(token), "audience": audience}).one_or_none()


def ends_of(row_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """When each of these sessions was ended, or ends if nothing more is done with it. In a transaction of its own."""
    with in_own_transaction(writes=False) as connection:
        rows = connection.execute(sa.select(SessionRow).where(SessionRow.id.in_(set(row_ids)))).all()
    return {row.id: _end_of(row, clock.now()) for row in rows}


def _end_of(row: sa.Row[Any], now: datetime) -> datetime:
    """Whatever the clock said when it was written: what is over did not end later than now."""
    ends = row.revoked_at or lasting.ends_at(row.audience, row.created_at, row.last_seen_at, row.idle_seconds)
    return min(ends, now) if row.revoked_at or is_over(row, now) else ends


def of_user(user_id: uuid.UUID) -> list[sa.Row[Any]]:
    """The sessions of a member of staff that are not over, the newest first. In a transaction of its own."""
    query = sa.select(SessionRow).where(SessionRow.user_id == user_id, SessionRow.revoked_at.is_(None))
    with in_own_transaction(writes=False) as connection:
        rows = connection.execute(query.order_by(SessionRow.created_at.desc(), SessionRow.id.desc())).all()
    return [row for row in rows if not is_over(row, clock.now())]


def is_over(row: sa.Row[Any], now: datetime) -> bool:
    """Too old, idle too long, or used at a time that the clock says has not come yet: how long is then unknown."""
    future = row.last_seen_at - now > lasting.seen_every(row.audience, row.idle_seconds)
    return future or now >= lasting.ends_at(row.audience, row.created_at, row.last_seen_at, row.idle_seconds)


def save(row_id: uuid.UUID, last_seen_at: datetime, payload: bytes | None) -> None:
    """Note that a session was used, and its new payload if it has one. Does nothing if it was revoked meanwhile."""
    values: dict[str, Any] = {"last_seen_at": last_seen_at}
    if payload is not None:
        values["payload"] = payload
    with in_own_transaction(writes=True) as connection:
        alive = sa.update(SessionRow).where(SessionRow.id == row_id, SessionRow.revoked_at.is_(None))
        connection.execute(alive.values(values))


def revoke(token: bytes, at: datetime) -> bool:
    """End the session of a token for good and empty it. False if it was ended before. In a transaction of its own."""
    ended = revocation(at, SessionRow.token_hash == hash_of(token)).returning(SessionRow.id)
    with in_own_transaction(writes=True) as connection:
        return connection.execute(ended).first() is not None


def revocation(at: datetime, which: sa.ColumnElement[bool]) -> sa.Update:
    """The statement that ends sessions."""
    return sa.update(SessionRow).where(which, SessionRow.revoked_at.is_(None)).values(revoked_at=at, payload=b"")


def sweep() -> None:
    """Delete the rows of sessions that no cookie can open any more. The caller commits."""
    db.session.execute(sa.delete(SessionRow).where(SessionRow.created_at < clock.now() - LONGEST))


def sweep_ahead() -> None:
    """The same for those that can have been begun by no right clock, nor by one that this one is behind by a day."""
    db.session.execute(sa.delete(SessionRow).where(SessionRow.created_at > clock.latest() + LONGEST))


def _payload_key(token: bytes) -> bytes:
    return derive_key(token, "session-payload")


def _payload_context(row_id: uuid.UUID) -> str:
    return f"sessions|payload|{row_id}"
