"""Writers of one process take turns before they ask SQLite, so nobody is refused because others were luckier."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import SigninFailure
from app.extensions import clock, db, in_own_transaction, one_writer, writing
from tests.support.engines import on_sqlite

pytestmark = on_sqlite
MANY = 12


def add(mark: int) -> None:
    with in_own_transaction(writes=True) as connection:
        row = {"account_index": bytes([mark]), "at": clock.now()}
        connection.execute(sa.insert(SigninFailure), row)


def count() -> int | None:
    return db.session.scalar(sa.select(sa.func.count()).select_from(SigninFailure))


def test_many_writers_at_once_are_all_let_in_without_sqlite_being_asked_twice(app: Flask) -> None:
    """SQLite waits for nobody here: whoever met a shut door would be refused at once."""
    together = threading.Barrier(MANY)

    def write(mark: int) -> None:
        with app.app_context():
            with in_own_transaction(writes=False) as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout=0")
            together.wait()
            add(mark)

    with app.app_context(), ThreadPoolExecutor(MANY) as threads:
        for done in [threads.submit(write, mark) for mark in range(MANY)]:
            done.result()
        assert count() == MANY


@pytest.mark.usefixtures("in_app")
def test_whoever_fails_or_undoes_gives_the_turn_back() -> None:
    with pytest.raises(ZeroDivisionError), writing():
        _ = 1 / 0
    with pytest.raises(ZeroDivisionError), in_own_transaction(writes=True):
        _ = 1 / 0
    add(1)
    assert count() == 1


@pytest.mark.usefixtures("in_app")
def test_whoever_waits_for_themselves_is_told_so_by_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_writer, "LONGEST_SECONDS", 0.01)
    with writing():
        db.session.execute(sa.text("PRAGMA busy_timeout=1"))
        with in_own_transaction(writes=False) as other:
            other.exec_driver_sql("PRAGMA busy_timeout=1")
        with pytest.raises(sa.exc.OperationalError, match="locked"):
            add(1)
    add(2)
    assert count() == 1
