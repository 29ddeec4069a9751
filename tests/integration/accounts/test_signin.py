"""Signing in, and guessing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Semaphore

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from app import activity
from app.accounts import StaffUser, by_email, passwords, signin, tries
from app.accounts.models import SigninFailure, email_index
from app.extensions import db, in_own_transaction, writing
from app.extensions.clock import StoppedClock
from app.extensions.transactions import WRITES
from app.settings import Settings
from tests.integration.accounts.conftest import PASSWORD, switch_off
from tests.support.engines import on_each_engine

pytestmark = [on_each_engine, pytest.mark.usefixtures("in_app")]


def sign_in(email: str, password: str = PASSWORD) -> StaffUser | None:
    user = signin.authenticate(email, password)
    db.session.commit()
    return user


def test_address_and_password_open_the_account(jane: str) -> None:
    user = sign_in(jane)
    assert user is not None
    assert user.email == "Jane@Clinic.org"


@pytest.mark.parametrize("written", ["JANE@CLINIC.ORG", "  jane@clinic.org  "])
def test_the_address_may_be_capitalised_in_any_way(jane: str, written: str) -> None:
    assert sign_in(written)


@pytest.mark.parametrize("password", ["", PASSWORD + " ", PASSWORD[:-1], PASSWORD.upper(), "x" * 300, "\udcff" * 20])
def test_any_other_password_does_not(jane: str, password: str) -> None:
    assert sign_in(jane, password) is None


@pytest.mark.parametrize("email", ["", "\x00", "\udcff", "x" * 100_000, "' OR 1=1 --"])
def test_an_address_that_is_none_opens_nothing(jane: str, email: str) -> None:
    assert sign_in(email) is None


def test_a_password_typed_on_another_keyboard_is_the_same_password(jane: str) -> None:
    """Composed and decomposed letters look alike and are told apart by no person."""
    with writing():
        user = by_email(jane)
        assert user is not None
        user.password_hash = passwords.hash_new("schöne grüße aus köln")
    assert sign_in(jane, "scho\u0308ne gru\u0308ße aus ko\u0308ln")


def test_nobody_signs_in_to_an_account_that_was_switched_off(jane: str) -> None:
    with writing():
        user = by_email(jane)
        assert user is not None
        switch_off(user)
    assert sign_in(jane) is None


@pytest.mark.parametrize("email", ["jane@clinic.org", "nobody@clinic.org"])
def test_known_and_unknown_addresses_cost_the_same_work(jane: str, email: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, stored: str, password: bytes) -> bool:
        calls.append(stored.rpartition("$")[0].rpartition("$")[0])  # the parameters, without salt and hash
        return verify(self, stored, password)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    sign_in(email, "not the password at all")
    assert calls == ["$argon2id$v=19$m=8,t=1,p=1"]


def test_a_password_of_a_megabyte_is_refused_without_any_work(jane: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bool:
        raise AssertionError("hashed")

    monkeypatch.setattr(PasswordHasher, "verify", never)
    assert sign_in(jane, "x" * 1_000_000) is None


def test_no_lock_is_held_while_a_password_is_hashed(jane: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[object] = []
    verify = PasswordHasher.verify

    def watching(self: PasswordHasher, stored: str, password: bytes) -> bool:
        kinds.append(db.session.info.get(WRITES))
        return verify(self, stored, password)

    monkeypatch.setattr(PasswordHasher, "verify", watching)
    with writing():
        signin.authenticate(jane, PASSWORD)
    assert kinds == [None]


@pytest.mark.parametrize("change", ["active = false", "password_hash = 'another'"])
def test_an_account_that_changes_while_the_password_is_checked_stays_shut(
    jane: str, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = PasswordHasher.verify

    def slow(self: PasswordHasher, stored: str, password: bytes) -> bool:
        with in_own_transaction(writes=True) as connection:
            connection.execute(sa.text(f"UPDATE staff_users SET {change}"))  # noqa: S608 - one of the two above
        return verify(self, stored, password)

    monkeypatch.setattr(PasswordHasher, "verify", slow)
    assert sign_in(jane) is None


def test_five_wrong_tries_are_free_and_the_sixth_must_wait_longer_and_longer(jane: str, stopped: StoppedClock) -> None:
    for _ in range(5):
        assert tries.wait(email_index(jane)) == timedelta()
        assert sign_in(jane, "wrong") is None
    waits = []
    for _ in range(11):
        wait = tries.wait(email_index(jane))
        waits.append(int(wait.total_seconds()))
        stopped.move(wait)
        sign_in(jane, "wrong")
    assert waits[:9] == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert max(waits) <= 300


def test_even_the_right_password_waits(jane: str, stopped: StoppedClock) -> None:
    for _ in range(5):
        sign_in(jane, "wrong")
    assert sign_in(jane) is None
    stopped.move(timedelta(seconds=1))
    assert sign_in(jane)


def test_tries_that_came_too_early_do_not_make_the_wait_longer(jane: str, stopped: StoppedClock) -> None:
    for _ in range(5):
        sign_in(jane, "wrong")
    for _ in range(50):
        sign_in(jane, "wrong")
    assert tries.wait(email_index(jane)) == timedelta(seconds=1)


def test_after_a_quarter_of_an_hour_all_is_forgotten(jane: str, stopped: StoppedClock) -> None:
    for _ in range(5):
        sign_in(jane, "wrong")
    stopped.move(timedelta(minutes=15))
    for _ in range(5):
        assert tries.wait(email_index(jane)) == timedelta()
        sign_in(jane, "wrong")
    assert tries.wait(email_index(jane)) == timedelta(seconds=1)


def test_a_good_sign_in_forgets_the_failures_before_it(jane: str, stopped: StoppedClock) -> None:
    for _ in range(4):
        sign_in(jane, "wrong")
    assert sign_in(jane)
    for _ in range(4):
        sign_in(jane, "wrong")
    assert tries.wait(email_index(jane)) == timedelta()


def test_guessing_at_one_account_does_not_slow_another(jane: str, stopped: StoppedClock) -> None:
    for _ in range(6):
        sign_in("john@clinic.org", "wrong")
    assert tries.wait(email_index(jane)) == timedelta()
    assert sign_in(jane)


def test_an_address_that_nobody_has_is_slowed_just_the_same(jane: str, stopped: StoppedClock) -> None:
    for _ in range(5):
        sign_in(jane, "wrong")
        sign_in("nobody@clinic.org", "wrong")
    assert tries.wait(email_index(jane)) == tries.wait(email_index("nobody@clinic.org")) == timedelta(seconds=1)


def test_old_failures_do_not_pile_up(jane: str, stopped: StoppedClock) -> None:
    for number in range(20):
        sign_in(f"guess{number}@clinic.org", "wrong")
    stopped.move(timedelta(days=2))
    sign_in(jane, "wrong")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SigninFailure)) == 1


def test_every_sign_in_and_every_failure_is_in_the_log_without_the_address(jane: str) -> None:
    sign_in(jane)
    sign_in(jane, "wrong")
    sign_in("nobody@clinic.org", "wrong")
    user = by_email(jane)
    assert user is not None
    assert [(row.action, row.subject_id, row.actor_id) for row in activity.latest(3)] == [
        ("signin.failed", "unknown", None),
        ("signin.failed", user.public_id, None),
        ("signin.password", user.public_id, user.id),
    ]


class TestStrongerHashes:
    """What happens when the parameters grow: here, when an account of a test meets those of real use."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, env="development")

    def test_real_use_takes_64_mib_and_three_rounds(self, jane: str) -> None:
        user = by_email(jane)
        assert user is not None
        assert str(user.password_hash).startswith("$argon2id$v=19$m=65536,t=3,p=4$")

    def test_a_weaker_hash_is_replaced_at_the_next_sign_in(self, jane: str) -> None:
        with writing():
            user = by_email(jane)
            assert user is not None
            weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
            user.password_hash = weak.hash(passwords._peppered(PASSWORD))
        assert sign_in(jane)
        assert str(user.password_hash).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
        assert sign_in(jane)


def test_whoever_would_wait_too_long_is_told_to_come_back(jane: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_WAIT_SECONDS", 0.01)
    with taken(passwords._running, 2), pytest.raises(passwords.TooBusy):
        signin.authenticate(jane, PASSWORD)
    assert sign_in(jane)


def test_whoever_finds_the_queue_full_is_told_so_without_waiting(jane: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_running", None)  # nobody comes so far
    with taken(passwords._places, 4), pytest.raises(passwords.TooBusy):
        signin.authenticate(jane, PASSWORD)
    monkeypatch.undo()
    assert sign_in(jane)


@contextmanager
def taken(places: Semaphore, count: int) -> Iterator[None]:
    """All of them, while it lasts."""
    for _ in range(count):
        assert places.acquire(timeout=5)
    try:
        yield
    finally:
        places.release(count)
