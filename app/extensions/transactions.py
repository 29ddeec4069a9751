"""Transactions that say at their beginning whether they will write.

SQLite lets one writer in at a time. A transaction that first reads and then writes can be refused in the middle,
whatever the busy timeout, so whoever will write says so at BEGIN: requests with an unsafe method do it by themselves,
once; everything else calls `begin_immediate()` or uses `writing()`. A write in a transaction that began as a reading
one is an error on every engine, so that it is found in the first test and not under load.

Once what a request writes is committed or undone, what it still reads, to make its page, keeps nobody from writing.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, Final, cast

import sqlalchemy as sa
from flask import has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from app.extensions.database import db
from app.extensions.one_writer import wait_for_turn

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_RANDOM_PART: Final = 2**62 - 1  # of a version 7 id; a lock's number has 63 bits and a sign
WRITES: Final = "braid_writes"  # execution option of a connection, and its mark once the transaction has begun
_HAS_WRITTEN: Final = "braid.has_written"  # mark of a request whose writing transaction is over


class Lock(IntEnum):
    """What happens one at a time in the whole house. Any numbers, as long as each stands for one thing."""

    ACTIVITY = 0x62726169  # adding to the activity log
    MIGRATION = 0x62726D67
    PERSON_ACTS = 0x6272706E  # linking screenings, and whatever undoes it
    COLLEAGUES = 0x62727465  # changing a colleague's account
    IMPORTS = 0x6272696D  # bringing a list in
    ROOT_KEYS = 0x62726B79  # changing the key file


def begin(connection: sa.Connection) -> None:
    """Begin as the connection's option says, or else as the request asks. Listens to the engine."""
    writes = connection.get_execution_options().get(WRITES)
    if writes is None:
        writes = has_request_context() and request.method not in SAFE_METHODS and _HAS_WRITTEN not in request.environ
    connection.info[WRITES] = writes
    if connection.dialect.name == "sqlite":
        if writes:
            wait_for_turn(connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")


def begin_reading(connection: sa.Connection) -> None:
    """Begin where nothing is ever written. Listens to the engine of a replica."""
    connection.info[WRITES] = False


def has_written() -> bool:
    """Whether this transaction writes, or this request has written."""
    return bool(db.session.info.get(WRITES)) or (has_request_context() and _HAS_WRITTEN in request.environ)


def begin_immediate() -> None:
    """Make the current transaction a writing one. Does nothing if it is; ends it first if it only read so far.

    Objects that were loaded before, in this transaction or an earlier one, are read again when next used, so decisions
    rest on what the writer sees. Raises RuntimeError when there are changes already that this would throw away.
    """
    kind = db.session.info.get(WRITES)
    if kind:
        return
    if db.session.dirty or db.session.deleted or (db.session.new and kind is False):
        raise RuntimeError("begin_immediate() must come before the first change")
    if kind is False:
        db.session.rollback()
    db.session.expire_all()
    db.session.connection(execution_options={WRITES: True})


def one_at_a_time(thing: Lock | uuid.UUID, connection: sa.Connection | None = None) -> None:
    """Let nobody else pass this point with the same thing before this transaction ends: the session's, or this one.

    `thing`: a lock of the house, or the id of a row. SQLite lets one writer in at a time as it is.
    """
    if db.engine.dialect.name == "postgresql":
        number = thing.int & _RANDOM_PART if isinstance(thing, uuid.UUID) else thing.value
        (connection or db.session).execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def delete_rows(statement: sa.Delete) -> int:
    """Delete in the current transaction. Returns how many rows there were."""
    return cast(sa.CursorResult[Any], db.session.execute(statement)).rowcount


@contextmanager
def writing() -> Iterator[None]:
    """A writing transaction around a block: committed at its end, rolled back if it raises. For commands."""
    begin_immediate()
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def in_own_transaction(*, writes: bool) -> Iterator[sa.Connection]:
    """A short transaction beside `db.session`, for bookkeeping that must not depend on what the request does."""
    with db.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: writes})
        with connection.begin():
            yield connection


@event.listens_for(db.session, "after_begin")
def _remember_kind(session: Session, _transaction: SessionTransaction, connection: sa.Connection) -> None:
    session.info[WRITES] = connection.info[WRITES]


@event.listens_for(db.session, "after_transaction_end")
def _forget_kind(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None and session.info.pop(WRITES, False) and has_request_context():
        request.environ[_HAS_WRITTEN] = True


@event.listens_for(db.session, "before_flush")
def _guard_flush(session: Session, _context: object, _instances: object) -> None:
    _refuse_unless_writing(session)


@event.listens_for(db.session, "do_orm_execute")
def _guard_execute(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        _refuse_unless_writing(state.session)


def _refuse_unless_writing(session: Session) -> None:
    session.connection()  # begins one, if this is the first statement
    if not session.info[WRITES]:
        raise RuntimeError("this transaction began as a reading one: call begin_immediate() before the first write")
