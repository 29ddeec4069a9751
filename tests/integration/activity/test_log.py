"""The log of who did or read what."""

import hashlib
import hmac
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from app import activity
from app.activity import Activity
from app.extensions import clock, db, writing
from app.vault import current_vault
from tests.support.engines import on_each_engine
from tests.support.tampering import tamper

pytestmark = [on_each_engine, pytest.mark.usefixtures("in_app")]


@dataclass
class Jane:
    id: uuid.UUID
    role: str = "coordinator"
    site_id: str = "default"


JANE = Jane(uuid.UUID(int=7))
SCREENING = ("screening", "ab12")


def record(count: int = 1) -> None:
    with writing():
        for number in range(count):
            activity.record("screening.read", subject=SCREENING, actor=JANE, number=number)


def record_then_fail() -> None:
    activity.record("screening.read", subject=SCREENING, actor=JANE)
    _ = 1 / 0


def first_bad_row() -> int | None:
    found = activity.verify()
    return found.seq if found else None


def test_an_act_is_there_with_who_did_what_to_what_and_when() -> None:
    moment = datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=UTC)
    with clock.stopped(moment), writing():
        activity.record("screening.claimed", subject=SCREENING, actor=JANE, version=3, flags=["OD_COMBO", "SI_PLAN"])
    (row,) = activity.for_subject(*SCREENING)
    assert (row.seq, row.at, row.actor_id, row.actor_role, row.action) == (
        1,
        moment,
        JANE.id,
        "coordinator",
        "screening.claimed",
    )
    assert row.detail == {"version": 3, "flags": ["OD_COMBO", "SI_PLAN"]}


def test_what_the_person_or_a_command_did_has_no_actor() -> None:
    with writing():
        activity.record("screening.sent", subject=SCREENING)
    assert activity.latest(1)[0].actor_id is None


def test_the_newest_come_first_and_those_of_one_subject_in_order() -> None:
    record(3)
    with writing():
        activity.record("screening.read", subject=("screening", "other"), actor=JANE)
    assert [row.seq for row in activity.latest(2)] == [4, 3]
    assert [row.seq for row in activity.for_subject(*SCREENING)] == [1, 2, 3]


def test_an_act_that_was_rolled_back_leaves_no_row_and_no_gap() -> None:
    record(2)
    with pytest.raises(ZeroDivisionError), writing():
        record_then_fail()
    record(1)
    assert [row.seq for row in activity.latest(9)] == [3, 2, 1]
    assert activity.verify() is None


@pytest.mark.parametrize(
    "value", ["Jane Doe", "jane@clinic.org", "I want to die", "two\nlines", "", "x" * 65, "ä", ["fine", "not fine"]]
)
def test_free_text_is_refused(value: str | list[str]) -> None:
    with pytest.raises(ValueError, match="fixed vocabulary"), writing():
        activity.record("screening.read", subject=SCREENING, actor=JANE, note=value)
    assert activity.latest(1) == []


def test_an_untouched_log_is_whole() -> None:
    assert activity.verify() is None
    record(5)
    assert activity.verify() is None


@pytest.mark.parametrize("statement", ["UPDATE activity SET action = 'x'", "DELETE FROM activity"])
def test_the_database_itself_refuses_to_change_or_delete_a_row(statement: str) -> None:
    record(2)
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(sa.text(statement))
    assert activity.verify() is None
    assert len(activity.latest(9)) == 2


@pytest.mark.parametrize(
    ("statement", "first_bad"),
    [
        ("UPDATE activity SET action = 'screening.ignored' WHERE seq = 3", 3),
        ("UPDATE activity SET actor_role = 'admin' WHERE seq = 2", 2),
        ("UPDATE activity SET actor_id = NULL WHERE seq = 2", 2),
        ("UPDATE activity SET subject_id = 'cd34' WHERE seq = 1", 1),
        ("UPDATE activity SET detail = '{}' WHERE seq = 4", 4),
        ("UPDATE activity SET site_id = 'hill' WHERE seq = 3", 3),
        ("UPDATE activity SET site_id = NULL WHERE seq = 3", 3),
        ("UPDATE activity SET at = (SELECT at FROM activity WHERE seq = 1) WHERE seq = 5", 5),
        ("UPDATE activity SET mac = (SELECT prev_mac FROM activity WHERE seq = 3) WHERE seq = 3", None),
        ("DELETE FROM activity WHERE seq = 1", 1),
        ("DELETE FROM activity WHERE seq = 3", 3),
        ("UPDATE activity SET seq = 99 WHERE seq = 3", 3),
        (
            "INSERT INTO activity"
            " (seq, at, actor_id, actor_role, action, subject_type, subject_id, detail, prev_mac, mac)"
            " SELECT 6, at, actor_id, actor_role, action, subject_type, subject_id, detail, mac, prev_mac"
            " FROM activity WHERE seq = 1",
            6,
        ),
    ],
)
def test_whatever_was_tampered_with_is_found_and_named(statement: str, first_bad: int | None) -> None:
    for minute in range(5):
        with clock.stopped(datetime(2026, 11, 23, 10, minute, tzinfo=UTC)):
            record()
    if first_bad is None:
        with pytest.raises(DBAPIError):
            tamper(statement)  # a mac stands in the log once
        return
    tamper(statement)
    assert first_bad_row() == first_bad


def test_two_rows_that_changed_places_are_found() -> None:
    record(4)
    for before, after in ((2, 99), (3, 2), (99, 3)):
        tamper(f"UPDATE activity SET seq = {after} WHERE seq = {before}")  # noqa: S608 - numbers of our own
    assert first_bad_row() == 2


def test_a_row_from_another_history_is_found_by_the_row_after_it() -> None:
    """Somebody restores an old copy, works on, and puts a row of the one history into the other."""
    record(3)
    columns = "actor_id, actor_role, action, subject_type, subject_id, site_id, detail, prev_mac, mac"
    tamper(f"CREATE TABLE kept AS SELECT seq, at, {columns} FROM activity WHERE seq = 3")  # noqa: S608 - fixed names
    tamper("DELETE FROM activity WHERE seq = 3")
    record(2)
    tamper("DELETE FROM activity WHERE seq = 3")
    tamper(f"INSERT INTO activity (seq, at, {columns}) SELECT seq, at, {columns} FROM kept")  # noqa: S608 - fixed names
    assert first_bad_row() == 4


def test_a_row_from_before_sites_were_noted_still_holds_and_is_given_none_afterwards() -> None:
    """Its mac is the one that was made over nine parts."""
    with writing():
        row = activity.record("screening.sent", subject=SCREENING)
    parts: list[object] = [
        1,
        row.at.isoformat(timespec="microseconds"),
        None,
        "none",
        "screening.sent",
        *SCREENING,
        {},
        "00" * 32,
    ]
    content = json.dumps(parts, separators=(",", ":")).encode()
    assert row.mac == hmac.new(current_vault().derive("activity"), content, hashlib.sha256).digest()
    record()
    assert activity.verify() is None
    tamper("UPDATE activity SET site_id = 'hill' WHERE seq = 1")
    assert first_bad_row() == 1


def test_many_at_once_make_one_unbroken_chain(in_app: Flask) -> None:
    def work(_: int) -> None:
        with in_app.app_context():
            for _ in range(10):
                record()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert [row.seq for row in reversed(activity.latest(100))] == list(range(1, 61))
    assert activity.verify() is None


def test_a_clock_that_was_set_back_does_not_break_the_chain() -> None:
    with clock.stopped(datetime(2026, 11, 23, 10, 0, tzinfo=UTC)) as time:
        record()
        time.move(timedelta(days=-3650))
        record()
    assert activity.verify() is None
    assert [row.seq for row in activity.latest(2)] == [2, 1]


def test_another_installation_cannot_vouch_for_our_log(in_app: Flask) -> None:
    from app.vault import Vault
    from app.vault.keyfile import Keys

    record(2)
    in_app.extensions["braid.vault"] = Vault(Keys(b"x" * 32, {1: b"y" * 32}))
    assert first_bad_row() == 1


def test_the_log_cannot_be_written_in_a_transaction_that_only_reads() -> None:
    db.session.execute(sa.select(Activity)).all()
    with pytest.raises(RuntimeError, match="begin_immediate"):
        activity.record("screening.read", subject=SCREENING, actor=JANE)
