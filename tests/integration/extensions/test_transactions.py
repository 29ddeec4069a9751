"""Who writes says so at the beginning; then nobody is refused in the middle."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import StaffUser, enrol
from app.accounts.models import SigninFailure
from app.extensions import begin_immediate, clock, db, in_own_transaction, writing
from tests.support.engines import on_each_engine

pytestmark = [on_each_engine, pytest.mark.usefixtures("in_app")]


def failure(mark: bytes = b"x") -> SigninFailure:
    return SigninFailure(account_index=mark, at=clock.now())


def add_then_fail() -> None:
    db.session.add(failure())
    db.session.flush()
    _ = 1 / 0


def failures() -> int | None:
    return db.session.scalar(sa.select(sa.func.count()).select_from(SigninFailure))


def test_what_is_written_in_a_writing_transaction_is_kept() -> None:
    with writing():
        db.session.add(failure())
    assert failures() == 1


def test_an_error_undoes_all_of_it() -> None:
    with pytest.raises(ZeroDivisionError), writing():
        add_then_fail()
    assert failures() == 0


def test_adding_in_a_reading_transaction_is_an_error() -> None:
    failures()
    db.session.add(failure())
    with pytest.raises(RuntimeError, match="begin_immediate"):
        db.session.commit()


@pytest.mark.parametrize("statement", [sa.update(StaffUser).values(active=False), sa.delete(StaffUser)])
def test_changing_by_statement_in_a_reading_transaction_is_an_error(statement: sa.Executable) -> None:
    with pytest.raises(RuntimeError, match="begin_immediate"):
        db.session.execute(statement)


def test_reading_may_turn_into_writing_before_the_first_change() -> None:
    failures()
    begin_immediate()
    db.session.add(failure())
    db.session.commit()
    assert failures() == 1


def test_a_change_that_came_before_is_not_silently_lost() -> None:
    failures()
    db.session.add(failure())
    with pytest.raises(RuntimeError, match="before the first change"):
        begin_immediate()


def test_what_was_loaded_before_is_read_again_by_whoever_decides_to_write(in_app: Flask) -> None:
    with writing():
        enrol.invite("jane@clinic.org", "coordinator")
    jane = db.session.scalars(sa.select(StaffUser)).one()
    with in_own_transaction(writes=True) as connection:
        connection.execute(sa.update(StaffUser).values(role="auditor"))
    assert jane.role == "coordinator"
    begin_immediate()
    assert jane.role == "auditor"


def test_a_second_transaction_does_not_rest_on_what_the_first_one_saw() -> None:
    with writing():
        enrol.invite("jane@clinic.org", "coordinator")
    jane = db.session.scalars(sa.select(StaffUser)).one()
    db.session.commit()
    with in_own_transaction(writes=True) as connection:
        connection.execute(sa.update(StaffUser).values(role="auditor"))
    with writing():
        assert jane.role == "auditor"


def test_what_was_committed_stays_readable_without_another_transaction() -> None:
    with writing():
        db.session.add(row := failure())
    assert row.account_index == b"x"
    assert not db.session().in_transaction()


def test_beginning_twice_is_beginning_once() -> None:
    with writing():
        db.session.add(failure())
        begin_immediate()
    assert failures() == 1


def test_each_transaction_says_anew_what_it_is() -> None:
    with writing():
        db.session.add(failure())
    failures()
    with pytest.raises(RuntimeError, match="begin_immediate"):
        db.session.execute(sa.delete(SigninFailure))


def test_a_savepoint_inside_does_not_change_what_it_is() -> None:
    with writing():
        with db.session.begin_nested():
            db.session.add(failure())
        db.session.add(failure())
    assert failures() == 2


@pytest.mark.parametrize(
    ("method", "may"), [("POST", True), ("PUT", True), ("DELETE", True), ("GET", False), ("HEAD", False)]
)
def test_a_request_writes_only_with_a_method_that_says_so(in_app: Flask, method: str, may: bool) -> None:
    def write() -> bool:
        db.session.add(failure())
        try:
            db.session.commit()
        except RuntimeError:
            db.session.rollback()
            return False
        return True

    with in_app.test_request_context("/", method=method):
        assert write() is may


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_once_a_request_has_written_it_only_reads_unless_it_asks_to_write_more(in_app: Flask, end: str) -> None:
    with in_app.test_request_context("/", method="POST"):
        db.session.add(failure())
        db.session.flush()
        getattr(db.session, end)()
        failures()
        with pytest.raises(RuntimeError, match="begin_immediate"):
            db.session.execute(sa.delete(SigninFailure))
        begin_immediate()
        db.session.execute(sa.delete(SigninFailure))
        db.session.commit()
    with in_app.test_request_context("/", method="POST"):
        db.session.add(failure())
        db.session.commit()
    assert failures() == 1, "the next request writes as any other"


def test_many_who_read_and_then_write_at_once_are_all_served(in_app: Flask) -> None:
    """Read, add one, write, twenty times in eight threads: nothing is refused and nothing is lost."""
    with writing():
        db.session.add(failure((0).to_bytes(4, "big")))
    start = threading.Barrier(8)

    def work(_: int) -> None:
        start.wait()
        with in_app.app_context():
            for _ in range(20):
                with writing():
                    row = db.session.scalars(sa.select(SigninFailure).with_for_update()).one()
                    row.account_index = (int.from_bytes(row.account_index, "big") + 1).to_bytes(4, "big")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert db.session.scalars(sa.select(SigninFailure.account_index)).one() == (160).to_bytes(4, "big")


def test_a_moment_comes_back_in_utc_with_its_microseconds() -> None:
    moment = clock.now()
    with writing():
        db.session.add(SigninFailure(account_index=b"x", at=moment))
    db.session.expire_all()
    found = db.session.scalars(sa.select(SigninFailure.at)).one()
    assert found == moment
    assert found.utcoffset() == moment.utcoffset()


def test_an_error_does_not_repeat_the_values_of_its_statement() -> None:
    with pytest.raises(sa.exc.DBAPIError) as caught, in_own_transaction(writes=True) as connection:
        connection.execute(sa.text("INSERT INTO no_such_table VALUES (:value)"), {"value": "canary"})
    assert "canary" not in str(caught.value)
