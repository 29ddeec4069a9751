"""How somebody becomes staff."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.accounts import by_email, enrol, passwords, signin
from app.accounts.models import EnrolmentToken, StaffUser
from app.extensions import clock, db, in_own_transaction, writing
from app.extensions.clock import StoppedClock
from tests.integration.accounts.conftest import PASSWORD, switch_off
from tests.support.engines import on_each_engine

pytestmark = [on_each_engine, pytest.mark.usefixtures("in_app")]


def invited(email: str = "jane@clinic.org", role: str = "coordinator", name: str = "") -> str:
    with writing():
        return enrol.invite(email, role, name=name)


def enrolled(token: str, password: str = PASSWORD, name: str = "Jane Doe") -> StaffUser:
    user = enrol.redeem(token, password, name)
    db.session.commit()
    return user


def test_whoever_follows_the_link_sets_a_password_and_can_sign_in() -> None:
    user = enrolled(invited())
    assert (user.name, user.email, user.role) == ("Jane Doe", "jane@clinic.org", "coordinator")
    assert signin.authenticate("jane@clinic.org", PASSWORD) is user


def test_before_that_nobody_can_sign_in_with_the_address() -> None:
    invited()
    assert signin.authenticate("jane@clinic.org", "") is None


def test_a_link_is_worth_nothing_once_its_owner_was_switched_off_even_at_the_last_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = invited()
    hash_new = passwords.hash_new

    def slow(password: str) -> str:
        with in_own_transaction(writes=True) as connection:
            connection.execute(sa.update(StaffUser).values(active=False))
        return hash_new(password)

    monkeypatch.setattr(passwords, "hash_new", slow)
    with pytest.raises(enrol.LinkOver):
        enrol.redeem(token, PASSWORD, "Jane")


def test_looking_at_the_link_does_not_use_it() -> None:
    token = invited()
    for _ in range(3):
        person = enrol.find(token)
        assert person is not None
        assert (person.email, person.role) == ("jane@clinic.org", "coordinator")
    enrolled(token)


def test_a_name_given_with_the_invitation_is_offered_and_kept() -> None:
    token = invited(name="Jane")
    person = enrol.find(token)
    assert person is not None
    assert person.name == "Jane"
    assert enrolled(token, name="  ").name == "Jane"


def test_a_link_works_once() -> None:
    token = invited()
    enrolled(token)
    assert enrol.find(token) is None
    with pytest.raises(enrol.LinkOver):
        enrol.redeem(token, "another good long password", "Mallory")


def test_of_two_people_who_use_a_link_at_once_one_is_too_late(in_app: Flask) -> None:
    token = invited()

    def attempt(name: str) -> bool:
        with in_app.app_context():
            try:
                enrolled(token, name=name)
            except enrol.LinkOver:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:  # as many as are let to the hashing at once
        outcomes = list(pool.map(attempt, [f"Person {number}" for number in range(8)]))
    assert outcomes.count(True) == 1


def test_a_link_is_over_after_a_day() -> None:
    with clock.stopped(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) as time:
        token = invited()
        time.move(timedelta(hours=24, seconds=-1))
        assert enrol.find(token)
        time.move(timedelta(seconds=1))
        assert enrol.find(token) is None
        with pytest.raises(enrol.LinkOver):
            enrol.redeem(token, PASSWORD, "Jane")


def test_a_newer_link_replaces_the_older_one() -> None:
    first, second = invited(), invited()
    assert enrol.find(first) is None
    assert enrol.find(second) is not None


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "ä", "%00", "'; --"])
def test_a_made_up_link_opens_nothing(token: str) -> None:
    invited()
    assert enrol.find(token) is None


def test_a_refused_password_does_not_use_up_the_link() -> None:
    token = invited()
    with pytest.raises(enrol.PasswordRefused, match="at least 15"):
        enrol.redeem(token, "too short", "Jane")
    enrolled(token)


def test_the_own_name_and_address_do_not_make_a_password() -> None:
    token = invited("jane.doelittle@riverclinic.org")
    with pytest.raises(enrol.PasswordRefused, match="words of your own"):
        enrol.redeem(token, "JaneDoelittle-riverclinic-1", "Jane Doelittle")


def test_a_new_link_sets_a_new_password_and_the_old_one_holds_until_then() -> None:
    enrolled(invited())
    token = invited()
    assert signin.authenticate("jane@clinic.org", PASSWORD)
    db.session.commit()
    enrolled(token, "quite another long phrase", name="")
    assert signin.authenticate("jane@clinic.org", PASSWORD) is None
    db.session.commit()
    user = signin.authenticate("jane@clinic.org", "quite another long phrase")
    assert user is not None
    assert user.name == "Jane Doe"


def test_the_same_address_written_differently_is_the_same_person() -> None:
    enrolled(invited("Jane@Clinic.org"))
    invited(" jane@clinic.ORG ")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(StaffUser)) == 1


def test_an_invitation_does_not_change_somebodys_role_on_the_side() -> None:
    enrolled(invited(role="coordinator"))
    with pytest.raises(enrol.InviteRefused, match="cannot be invited in this role"):
        invited(role="admin")


def test_somebody_who_was_switched_off_gets_no_way_in() -> None:
    token = invited()
    with writing():
        user = by_email("jane@clinic.org")
        assert user is not None
        switch_off(user)
    assert enrol.find(token) is None
    with pytest.raises(enrol.LinkOver):
        enrol.redeem(token, PASSWORD, "Jane")


def test_somebody_who_was_switched_off_comes_back_with_a_new_link_a_new_role_and_no_old_password() -> None:
    user = enrolled(invited())
    with writing():
        switch_off(user)
    token = invited(role="auditor")
    assert signin.authenticate("jane@clinic.org", PASSWORD) is None
    db.session.commit()
    back = enrolled(token, "a password that nobody had before")
    assert (back.public_id, back.role, back.is_active) == (user.public_id, "auditor", True)
    assert signin.authenticate("jane@clinic.org", "a password that nobody had before") is back


@pytest.mark.parametrize(
    "email",
    [
        *("", "jane", "jane@clinic", "@clinic.org", "jane@", "a b@clinic.org", "a@b@c.org"),
        *("a,b@clinic.org", "Jane <jane@clinic.org>", "jane@clinic.org;b@c.org", "jane@clinic.org\r\nBcc: b@c.org"),
    ],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(enrol.InviteRefused):
        invited(email)


@pytest.mark.parametrize("role", ["", "root", "Admin"])
def test_an_unknown_role_is_refused(role: str) -> None:
    with pytest.raises(enrol.InviteRefused):
        invited(role=role)


def test_the_database_shows_neither_who_works_here_nor_the_link_nor_the_password(tmp_path: Path) -> None:
    token = invited("canary.address@clinic.org")
    enrolled(token, name="Canary Name")
    newer = invited("canary.address@clinic.org")
    parts = []
    for table in ("staff_users", "enrolment_tokens", "activity"):
        parts += [str(list(row)).encode() for row in db.session.execute(sa.text(f"SELECT * FROM {table}"))]  # noqa: S608 - fixed names
    parts += [file.read_bytes() for file in (tmp_path / "instance").glob("braid.sqlite*")]
    everything = b"".join(parts).lower()
    for secret in (b"canary", token.lower().encode(), newer.lower().encode(), PASSWORD.encode(), b"purple"):
        assert secret not in everything


def test_inviting_and_enrolling_are_in_the_log() -> None:
    user = enrolled(invited())
    assert [(row.action, row.actor_id) for row in activity.for_subject("staff", user.public_id)] == [
        ("staff.invited", None),
        ("staff.enrolled", user.id),
    ]


def test_identity_that_was_moved_to_another_person_cannot_be_read() -> None:
    jane, john = enrolled(invited()), enrolled(invited("john@clinic.org"), name="John")
    with writing():
        jane.identity, jane.record_key = john.identity, john.record_key
    db.session.expire_all()
    jane.__dict__.pop("_opened", None)
    assert not jane.can_be_read
    assert (jane.name, jane.email) == ("?", "?")


def test_deleting_somebody_deletes_their_links() -> None:
    invited()
    with writing():
        db.session.delete(by_email("jane@clinic.org"))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(EnrolmentToken)) == 0


def test_the_stored_hash_is_argon2id_and_needs_the_pepper(in_app: Flask) -> None:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    stored = enrolled(invited()).password_hash
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert passwords.verify(stored, PASSWORD)
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(stored, PASSWORD)


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=3650)])
def test_a_link_from_a_clock_that_was_ahead_is_over_once_it_is_set_back(
    stopped: StoppedClock, ahead: timedelta
) -> None:
    stopped.move(ahead)
    token = invited()
    stopped.move(-ahead)
    assert enrol.find(token) is None
    with pytest.raises(enrol.LinkOver):
        enrol.redeem(token, PASSWORD, "Jane")
