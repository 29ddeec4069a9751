"""What is done with the root keys of an installation: who wraps what, a new one, one that is not needed any more.

Whatever changes the key file is written into the log first, in one transaction that lets nobody else change the file.
"""

import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from app.accounts.wrapped_keys import WRAPPED_KEYS as OF_ACCOUNTS
from app.activity import record
from app.alerts.wrapped_keys import WRAPPED_KEYS as OF_ALERTS
from app.extensions import Lock, clock, db, one_at_a_time, writing
from app.intake.wrapped_keys import WRAPPED_KEYS as OF_INTAKE
from app.settings import current_settings
from app.vault import WrappedKeys, current_vault, rootkeys

EVERYWHERE: Final[tuple[WrappedKeys, ...]] = (*OF_ACCOUNTS, *OF_INTAKE, *OF_ALERTS)
ROUNDS: Final = 5
PAUSE: Final = 1.0  # seconds, for whoever read the key file before it was changed and has not committed yet
TRIES: Final = 10  # each waits as long as the database lets it
STILL_WRITING: Final = timedelta(minutes=1)  # longer than any request that read the key file before it was changed


class Refused(Exception):
    """That cannot be done now. Says in one line why."""


def rows_by_key() -> Mapping[int, Mapping[str, int]]:
    """For each root key that is in the file or wraps anything: how many rows of which tables. In the file's order."""
    found: dict[int, dict[str, int]] = {key_id: {} for key_id in current_vault().key_ids}
    for wrapped in EVERYWHERE:
        for key_id, count in wrapped.counts().items():
            found.setdefault(key_id, {})[wrapped.table] = count
    return found


def add() -> int:
    """Add a root key that opens and does not wrap yet, for files that lie on several machines. Returns its id.

    Raises Refused, KeyFileError.
    """
    with writing():
        one_at_a_time(Lock.ROOT_KEYS)
        if waiting := rootkeys.waiting_key(_file()):
            raise Refused(f"root key {waiting} waits already: flask keys rotate puts it first")
        added = rootkeys.next_id(_file())
        record("keys.added", subject=_named(added))
        rootkeys.add_key(_file())
    return added


def begin_rotation() -> int:
    """Let another root key wrap from now on: the one that waits, else a new one. Returns the id of the one that wraps.

    While rows are left of an earlier rotation it goes on with that one. Raises KeyFileError.
    """
    unfinished = _anything_left()
    with writing():
        one_at_a_time(Lock.ROOT_KEYS)
        before, waiting = current_vault().newest_key_id, rootkeys.waiting_key(_file())
        if waiting is None and unfinished:
            return before
        newest = waiting or rootkeys.add_key(_file())
        record("keys.rotated", subject=_named(newest), before=before)
        rootkeys.put_first(_file(), newest)
    return newest


def rewrap() -> Iterator[tuple[str, int]]:
    """Wrap everything under the newest root key, table by table, until nothing is left. Tells how many rows of which.

    Whoever began under the older key and commits meanwhile is found in a later round. What comes after the last look
    stands in `flask keys status`, and keeps the older key from being retired.
    """
    for _ in range(ROUNDS):
        found = [(wrapped.table, done) for wrapped in EVERYWHERE if (done := _patiently(wrapped))]
        yield from found
        if not found and not _anything_left():
            return
        if not found:
            time.sleep(PAUSE)


def retire(key_id: int) -> None:
    """Take a root key out of the file once nothing needs it. Raises Refused, KeyFileError."""
    with writing():
        one_at_a_time(Lock.ROOT_KEYS)
        _refuse_what_is_used(key_id)
        record("keys.retired", subject=_named(key_id))
        _let_nobody_write()
        if rows := rows_by_key()[key_id]:
            raise Refused(f"root key {key_id} still wraps {said(rows)}: flask keys rotate")
        rootkeys.remove_key(_file(), key_id)


def _patiently(wrapped: WrappedKeys) -> int:
    """Wrap a table anew, however long others keep us from writing in between. Each try takes up what is left."""
    for _ in range(TRIES - 1):
        try:
            return wrapped.rewrap(current_vault())
        except OperationalError:
            continue
    return wrapped.rewrap(current_vault())


def said(rows: Mapping[str, int]) -> str:
    """So many of which."""
    return ", ".join(f"{count} {table}" for table, count in rows.items())


def _refuse_what_is_used(key_id: int) -> None:
    first, *others = current_vault().key_ids
    if key_id == first:
        raise Refused(f"root key {key_id} is the one that wraps: flask keys rotate puts another one first")
    if key_id not in others:
        raise Refused(f"there is no root key {key_id} in the key file")
    if clock.now() - rootkeys.changed_at(_file()) < STILL_WRITING:
        raise Refused("the key file was changed less than a minute ago, and somebody may still write: wait a minute")


def left_under(newest: int) -> Iterator[str]:
    """What did not come under the newest root key, and why."""
    for key_id, rows in rows_by_key().items():
        if rows and key_id not in current_vault().key_ids:
            yield f"{said(rows)} under root key {key_id}, which is not in the key file"
        elif rows and key_id != newest:
            yield f"{said(rows)} under root key {key_id}: are they damaged, or has another machine the older key file?"


def _let_nobody_write() -> None:
    """Until the end of this transaction. Gives up rather than let somebody wait who may be answering right now."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.text("SET LOCAL lock_timeout = '500ms'"))
        tables = ", ".join(dict.fromkeys(wrapped.table for wrapped in EVERYWHERE))
        db.session.execute(sa.text(f"LOCK TABLE {tables} IN SHARE MODE"))


def _anything_left() -> bool:
    """Whether another key of the file than the first still wraps anything."""
    _first, *others = current_vault().key_ids
    found = rows_by_key()
    db.session.rollback()  # or the next look would see what this one saw
    return any(found[key_id] for key_id in others)


def _named(key_id: int) -> tuple[str, str]:
    return "root_key", str(key_id)


def _file() -> Path:
    return current_settings().key_file
