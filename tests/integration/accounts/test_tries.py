"""Guessing at passwords: slowed in buckets that do not shut each other, and counted before it is looked at."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from app import activity
from app.accounts import StaffUser, by_email, enrol, known_browsers, notices, passwords, signin, tries
from app.accounts.models import SigninFailure, email_index
from app.accounts.tries import MOST_IN_A_ROW, Caller
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.settings import Settings
from tests.integration.accounts.conftest import PASSWORD
from tests.support.engines import on_each_engine

pytestmark = pytest.mark.usefixtures("in_app")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, rate_limits=True)


@pytest.fixture
def own_browser(jane: str) -> Caller:
    """The browser in which Jane signed in before."""
    return Caller("192.0.2.1", known_browsers.bucket_of(known_browsers.with_mark("", user_of(jane)), jane))


def user_of(email: str) -> StaffUser:
    user = by_email(email)
    assert user is not None
    return user


def sign_in(email: str, password: str = PASSWORD, caller: Caller = tries.NOWHERE) -> StaffUser | None:
    user = signin.authenticate(email, password, caller)
    db.session.commit()
    return user


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every hash that was compared."""
    calls: list[str] = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, stored: str, password: bytes) -> bool:
        calls.append(stored)
        return verify(self, stored, password)

    with monkeypatch.context() as patched:
        patched.setattr(PasswordHasher, "verify", counting)
        yield calls


def test_an_attack_from_fifty_networks_keeps_neither_the_owner_nor_a_colleague_out(
    jane: str, own_browser: Caller, stopped: StoppedClock
) -> None:
    with writing():
        link = enrol.invite("john@clinic.org", "coordinator")
    with writing():
        enrol.redeem(link, PASSWORD, "John")
    for number in range(50):
        sign_in(jane, "wrong", Caller(f"198.51.100.{number}"))
    assert sign_in(jane, PASSWORD, Caller("198.51.100.77")) is None, "a stranger with the right password waits"
    assert sign_in(jane, PASSWORD, own_browser)
    assert sign_in("john@clinic.org", PASSWORD, Caller("198.51.100.77"))


def test_a_browser_that_is_known_is_slowed_by_its_own_tries_alone(
    jane: str, own_browser: Caller, stopped: StoppedClock
) -> None:
    for _ in range(5):
        sign_in(jane, "wrong", own_browser)
    assert sign_in(jane, PASSWORD, own_browser) is None
    assert sign_in(jane, PASSWORD, Caller("198.51.100.1"))


def test_from_one_network_there_are_twenty_tries_whatever_the_account(
    jane: str, own_browser: Caller, stopped: StoppedClock
) -> None:
    for number in range(20):
        sign_in(f"guess{number}@clinic.org", "wrong", Caller("198.51.100.1"))
    assert sign_in(jane, PASSWORD, Caller("198.51.100.1")) is None
    assert sign_in(jane, PASSWORD, Caller("198.51.100.2"))
    assert sign_in(jane, PASSWORD, replace(own_browser, address="198.51.100.1"))
    stopped.move(timedelta(minutes=15))
    assert sign_in(jane, PASSWORD, Caller("198.51.100.1"))


def test_all_together_have_three_hundred_a_minute_and_known_browsers_are_not_among_them(
    jane: str, own_browser: Caller, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "MOST_A_MINUTE", 3)
    for number in range(3):
        sign_in(f"guess{number}@clinic.org", "wrong", Caller(f"198.51.100.{number}"))
    assert sign_in(jane, PASSWORD, Caller("198.51.100.9")) is None
    assert sign_in(jane, PASSWORD, own_browser)
    stopped.move(timedelta(minutes=1))
    assert sign_in(jane, PASSWORD, Caller("198.51.100.9"))


def test_an_address_of_the_new_kind_counts_as_its_network(jane: str, stopped: StoppedClock) -> None:
    for number in range(20):
        sign_in(f"guess{number}@clinic.org", "wrong", Caller(f"2001:db8:1:2{number:02}::1"))
    assert sign_in(jane, PASSWORD, Caller("2001:db8:1:2ff::9")) is None
    assert sign_in(jane, PASSWORD, Caller("2001:db8:2::9"))


def test_networks_are_told_apart_for_a_day_and_named_nowhere(jane: str, stopped: StoppedClock) -> None:
    marks = set()
    for _ in range(2):
        sign_in(jane, "wrong", Caller("198.51.100.1"))
        rows = db.session.scalars(sa.select(SigninFailure.network_mark)).all()
        marks |= {mark for mark in rows if mark}
        stopped.move(timedelta(hours=23))
    assert len(marks) == 2
    assert not [mark for mark in marks if b"198" in mark]


def wrong_until(jane: str, last: int, clock: StoppedClock, caller: Caller = tries.NOWHERE) -> None:
    """As slowly as it takes."""
    for _ in range(last):
        clock.move(timedelta(minutes=16))
        assert sign_in(jane, "wrong", caller) is None


def test_after_a_hundred_in_a_row_no_stranger_gets_in_until_an_administrator_says_so(
    jane: str, own_browser: Caller, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong_until(jane, MOST_IN_A_ROW, stopped)
    assert [row.action for row in activity.latest(2)] == ["signin.shut", "signin.failed"]
    told = [one.what for one in notices.unread(user_of(jane).id)]
    assert told == [notices.Notice.SHUT, notices.Notice.MANY_FAILURES]
    stopped.move(timedelta(days=30))
    with counted(monkeypatch) as calls:
        assert sign_in(jane) is None
    assert len(calls) == 1, "the same work as for anybody else"
    assert sign_in(jane, PASSWORD, own_browser), "whose owner is not shut out"
    assert sign_in(jane) is None, "and does not open it to strangers"
    with writing():
        tries.open_again(user_of(jane))
    assert sign_in(jane)


def test_a_known_browser_has_no_more_than_a_hundred_in_a_row_either(
    jane: str, own_browser: Caller, stopped: StoppedClock
) -> None:
    wrong_until(jane, MOST_IN_A_ROW, stopped, own_browser)
    stopped.move(timedelta(minutes=16))
    assert sign_in(jane, PASSWORD, own_browser) is None


def test_one_right_password_begins_the_row_anew(jane: str, stopped: StoppedClock) -> None:
    wrong_until(jane, 60, stopped)
    stopped.move(timedelta(minutes=16))
    assert sign_in(jane)
    wrong_until(jane, 60, stopped)
    stopped.move(timedelta(minutes=16))
    assert sign_in(jane)


def test_a_new_link_of_an_administrator_opens_the_account_as_well(jane: str, stopped: StoppedClock) -> None:
    with writing():
        user_of(jane).failed_tries = MOST_IN_A_ROW
    assert sign_in(jane) is None
    with writing():
        link = enrol.invite(jane, "coordinator")
    with writing():
        enrol.redeem(link, "quite another long phrase", "Jane")
    assert sign_in(jane, "quite another long phrase")


@on_each_engine
def test_of_eight_who_guess_at_once_only_as_many_are_heard_as_one_after_the_other(
    in_app: Flask, jane: str, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def listening(_hash: str | None, password: str) -> bool:
        heard.append(password)
        return False

    monkeypatch.setattr(passwords, "verify", listening)

    def guess(number: int) -> None:
        with in_app.app_context(), closing(db.session):
            sign_in(jane, f"wrong {number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(8)))
    assert len(heard) == 5
    assert tries.wait(email_index(jane)) == timedelta(seconds=1)


def test_a_try_that_was_not_looked_at_does_not_count(
    jane: str, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> bool:
        raise passwords.TooBusy

    with monkeypatch.context() as patched:
        patched.setattr(passwords, "verify", busy)
        for _ in range(20):
            with pytest.raises(passwords.TooBusy):
                sign_in(jane)
    assert user_of(jane).failed_tries == 0
    assert sign_in(jane)


def test_a_mark_of_a_browser_is_good_for_its_person_and_for_ninety_days(jane: str, stopped: StoppedClock) -> None:
    mark = known_browsers.with_mark("", user_of(jane))
    assert known_browsers.bucket_of(mark, jane.upper())
    assert known_browsers.bucket_of(mark, "john@clinic.org") is None
    stopped.move(timedelta(days=89))
    assert known_browsers.bucket_of(mark, jane)
    stopped.move(timedelta(days=1))
    assert known_browsers.bucket_of(mark, jane) is None


@pytest.mark.parametrize("cookie", ["", ".", "x", "A" * 43, "A" * 44, "é", "...." * 99, "=" * 44])
def test_what_is_no_mark_of_ours_makes_no_browser_known(jane: str, cookie: str) -> None:
    assert known_browsers.bucket_of(cookie, jane) is None
    assert known_browsers.bucket_of(known_browsers.with_mark(cookie, user_of(jane)), jane)


def test_each_mark_is_a_bucket_of_its_own_and_the_last_one_of_a_person_stays(jane: str) -> None:
    first, second = (known_browsers.with_mark("", user_of(jane)) for _ in range(2))
    assert known_browsers.bucket_of(first, jane) != known_browsers.bucket_of(second, jane)
    assert known_browsers.with_mark(first, user_of(jane)).count(".") == 0
    others = ".".join(["A" * 44] * 7)
    assert known_browsers.with_mark(others, user_of(jane)).count(".") == known_browsers.MOST - 1


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=3650)])
def test_tries_from_a_clock_that_was_ahead_keep_nobody_out_for_longer(
    jane: str, stopped: StoppedClock, ahead: timedelta
) -> None:
    stopped.move(ahead)
    for _ in range(tries.FREE):
        assert sign_in(jane, "wrong") is None
    assert sign_in(jane) is None
    stopped.move(-ahead)
    assert sign_in(jane) is not None
