"""The second factor: each code once, a little early or late, however it is spaced; and ten codes for a bad day."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.accounts import StaffUser, by_email, enrol, factor, guesses, notices, recovery, reset_factor, tries
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from tests.support.authenticator import Authenticator
from tests.support.engines import on_each_engine

pytestmark = on_each_engine


@pytest.fixture
def user(app: Flask, jane: str, stopped: StoppedClock) -> Iterator[StaffUser]:
    with app.app_context():
        found = by_email(jane)
        assert found is not None
        yield found


@pytest.fixture
def phone(user: StaffUser) -> Authenticator:
    """The authenticator of that person."""
    seed = factor.new_seed()
    with writing():
        factor.give(user, seed)
    return Authenticator(seed)


def accepted(user: StaffUser, code: str) -> bool:
    with writing():
        return factor.accept(user, code)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_the_code_of_now_and_its_neighbours_open(user: StaffUser, phone: Authenticator, steps: int) -> None:
    assert accepted(user, phone.code_at(steps))


@pytest.mark.parametrize("steps", [-2, 2, -100])
def test_any_other_step_does_not(user: StaffUser, phone: Authenticator, steps: int) -> None:
    assert not accepted(user, phone.code_at(steps))


def test_a_code_opens_once_however_it_is_spaced(user: StaffUser, phone: Authenticator) -> None:
    code = phone.code_at(0)
    spaced = f" {code[:3]} {code[3:]}\n"
    assert accepted(user, spaced)
    assert not accepted(user, code)
    assert not accepted(user, spaced)
    assert accepted(user, phone.code_at(1))


def test_a_code_from_before_the_last_one_does_not_open(user: StaffUser, phone: Authenticator) -> None:
    assert accepted(user, phone.code_at(1))
    assert not accepted(user, phone.code_at(0))


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00", "9" * 100_000])
def test_what_is_no_code_does_not_open(user: StaffUser, phone: Authenticator, code: str) -> None:
    assert not accepted(user, code)


def test_without_a_factor_no_code_opens(user: StaffUser) -> None:
    assert not accepted(user, Authenticator(factor.new_seed()).code())


def test_after_five_wrong_tries_the_right_code_waits_and_is_not_used_up(
    user: StaffUser, phone: Authenticator, stopped: StoppedClock
) -> None:
    for _ in range(5):
        assert not accepted(user, "000000")
    stopped.move(timedelta(minutes=4, seconds=59))
    code = phone.code_at(0)
    assert not accepted(user, code)
    stopped.move(timedelta(seconds=1))
    assert accepted(user, code)


def test_of_ten_who_guess_at_once_only_as_many_are_heard_as_one_after_the_other(
    app: Flask, user: StaffUser, phone: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    email, real = user.email, factor._use
    heard: list[str] = []
    start = Barrier(10)

    def listening(user_id: UUID, typed: str) -> bool:
        heard.append(typed)
        return real(user_id, typed)

    def guess(_: int) -> bool:
        with app.app_context():
            someone = by_email(email)
            assert someone is not None
            db.session.rollback()
            start.wait(20)
            return accepted(someone, "000000")

    monkeypatch.setattr(factor, "_use", listening)
    with ThreadPoolExecutor(10) as pool:
        assert not any(pool.map(guess, range(10)))
    assert len(heard) == guesses.MOST


def test_after_a_hundred_wrong_ones_in_a_row_none_opens_until_an_administrator_says_so(
    user: StaffUser, phone: Authenticator, stopped: StoppedClock
) -> None:
    for _ in range(guesses.MOST_IN_A_ROW):
        stopped.move(timedelta(minutes=6))
        assert not accepted(user, "000000")
    assert not accepted(user, phone.code_at(0))
    told = [one.what for one in notices.unread(user.id)]
    assert told == [notices.Notice.CODES_SHUT, notices.Notice.MANY_CODES], "each once"
    assert [row.action for row in activity.latest(3)] == ["signin.failed", "signin.codes_shut", "signin.failed"]
    stopped.move(timedelta(days=30))
    assert guesses.is_shut(user)
    assert not accepted(user, phone.code_at(0))
    with writing():
        tries.open_again(user)
    assert accepted(user, phone.code_at(0))


def test_a_good_code_forgets_the_wrong_ones_before_it(user: StaffUser, phone: Authenticator) -> None:
    for step in (-1, 0, 1):
        for _ in range(4):
            assert not accepted(user, "000000")
        assert accepted(user, phone.code_at(step))


def test_of_eight_who_send_the_same_code_at_once_one_comes_in(
    app: Flask, user: StaffUser, phone: Authenticator
) -> None:
    code, email = phone.code_at(0), user.email

    def attempt(_: int) -> bool:
        with app.app_context():
            someone = by_email(email)
            assert someone is not None
            return accepted(someone, code)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(attempt, range(8))).count(True) == 1


def test_a_wrong_first_code_sets_nothing_up(user: StaffUser) -> None:
    assert factor.set_up(user, factor.new_seed(), "000000") is None
    assert not factor.has_factor(user.id)


def test_the_first_code_counts_as_used(user: StaffUser) -> None:
    phone = Authenticator(factor.new_seed())
    with writing():
        assert factor.set_up(user, phone.seed, phone.code_at(0))
    assert not accepted(user, phone.code_at(0))
    assert accepted(user, phone.code_at(1))


def issued(user: StaffUser) -> list[str]:
    with writing():
        return recovery.issue(user)


def used(user: StaffUser, code: str) -> bool:
    with writing():
        return recovery.use(user, code)


def test_recovery_codes_are_ten_of_eighty_bits(user: StaffUser) -> None:
    codes = issued(user)
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", code) for code in codes)


def test_each_recovery_code_works_once_however_it_is_written(user: StaffUser) -> None:
    first, second, *_ = issued(user)
    assert used(user, first.lower().replace("-", " "))
    assert not used(user, first)
    assert used(user, second)
    assert recovery.left(user.id) == 8


def test_new_recovery_codes_end_the_old_ones(user: StaffUser) -> None:
    old, new = issued(user), issued(user)
    assert not used(user, old[0])
    assert used(user, new[0])


def test_whoever_guesses_at_codes_keeps_the_owner_of_a_recovery_code_out_no_more_than_wrong_ones_of_these_do(
    user: StaffUser, phone: Authenticator
) -> None:
    codes = issued(user)
    for _ in range(6):
        assert not accepted(user, "000000")
        assert not used(user, "AAAA-AAAA-AAAA-AAAA")
    assert not accepted(user, phone.code_at(0)), "else this proves nothing"
    assert used(user, codes[0])
    assert accepted(user, phone.code_at(1)), "and begins the count anew"


def test_a_recovery_code_of_a_colleague_opens_nothing(user: StaffUser) -> None:
    with writing():
        enrol.invite("john@clinic.org", "admin")
    colleague = by_email("john@clinic.org")
    assert colleague is not None
    assert not used(user, issued(colleague)[0])


def test_a_reset_takes_factor_and_recovery_codes_away(user: StaffUser, phone: Authenticator) -> None:
    codes = issued(user)
    with writing():
        reset_factor.reset(user)
    assert not factor.has_factor(user.id)
    assert not accepted(user, phone.code())
    assert not used(user, codes[0])


def test_the_database_shows_neither_the_seed_nor_a_recovery_code(
    user: StaffUser, phone: Authenticator, tmp_path: Path
) -> None:
    codes = issued(user)
    used(user, codes[0])
    accepted(user, phone.code())
    parts = []
    for table in ("staff_factors", "recovery_codes", "signin_failures", "activity"):
        parts += [str(list(row)).encode() for row in db.session.execute(sa.text(f"SELECT * FROM {table}"))]  # noqa: S608 - fixed names
    parts += [file.read_bytes() for file in (tmp_path / "instance").glob("braid.sqlite*")]
    everything = b"".join(parts)
    for secret in (phone.seed, *codes, *(code.replace("-", "") for code in codes)):
        assert secret.encode() not in everything


def test_what_happened_to_a_factor_is_in_the_log(user: StaffUser) -> None:
    phone = Authenticator(factor.new_seed())
    with writing():
        codes = factor.set_up(user, phone.seed, phone.code())
    assert codes
    used(user, codes[0])
    accepted(user, "000000")
    assert [row.action for row in activity.latest(4)] == [
        "signin.failed",
        "staff.recovery_used",
        "staff.recovery_issued",
        "staff.factor_set",
    ]


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=2), timedelta(days=3650)])
def test_a_clock_that_was_ahead_shuts_nobody_out_and_lets_no_code_in_twice(
    user: StaffUser, phone: Authenticator, stopped: StoppedClock, ahead: timedelta
) -> None:
    before = phone.code_at(0)
    assert accepted(user, before)
    stopped.move(ahead)
    assert accepted(user, phone.code_at(0))
    stopped.move(-ahead)
    assert not accepted(user, before)
    assert not accepted(user, phone.code_at(1))
    stopped.move(timedelta(minutes=1))
    assert accepted(user, phone.code_at(0))


def test_guesses_from_a_clock_that_was_ahead_shut_nobody_out(
    user: StaffUser, phone: Authenticator, stopped: StoppedClock
) -> None:
    stopped.move(timedelta(hours=1))
    assert not any(accepted(user, "000000") for _ in range(guesses.MOST))
    stopped.move(-timedelta(hours=1))
    assert accepted(user, phone.code_at(0))
