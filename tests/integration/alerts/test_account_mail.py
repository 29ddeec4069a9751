"""Colleagues are told by mail what happened with their own account: that it did, never of whom or what they work on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import by_email, enrol, factor, guesses, own_password, recovery, reset_factor
from app.activity import record
from app.alerts.owed import NEWS_FOR
from app.extensions import clock, writing
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.support.authenticator import Authenticator
from tests.support.desk import PASSWORD, Desk, desk_of, hire
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox
from tests.support.never_said import said_in_mail

NEXT = "nine small boats lie on the sand"


def told(mailbox: Mailbox) -> list[tuple[str, str]]:
    """Who was told since this was last asked, and what they read first."""
    found = [(str(one["To"]), str(one.get_content()).partition(" Was that")[0]) for one in mailbox.letters]
    mailbox.letters.clear()
    return found


def try_once(app: Flask, email: str) -> None:
    app.test_client().post("/staff/sign-in", data={"email": email, "password": "wrong"})


def come_in(app: Flask, email: str, *, known: bool) -> None:
    """As the log has it of each sign-in."""
    with app.app_context(), writing():
        user = by_email(email)
        assert user
        record("signin.succeeded", subject=("staff", user.public_id), actor=user, known=known)


@on_each_engine
def test_who_joins_and_comes_back_in_the_same_browser_is_told_nothing(app: Flask, go: Round, mailbox: Mailbox) -> None:
    email = hire(app, "coordinator")
    come_in(app, email, known=False)
    come_in(app, email, known=True)
    assert go("mail").delivered == 0


@on_each_engine
def test_a_browser_that_is_new_to_the_account_is_told_to_its_owner_alone_and_once(
    app: Flask, go: Round, mailbox: Mailbox
) -> None:
    email = hire(app, "coordinator")
    hire(app, "admin"), hire(app, "coordinator")
    for known in (False, True, False):
        come_in(app, email, known=known)
    for _ in range(2):
        go("mail")
    assert told(mailbox) == [(email, "Somebody signed in to your account in a browser that is new to it.")]


def _new_password(app: Flask, email: str) -> None:
    with app.app_context(), writing():
        user = by_email(email)
        assert user
        own_password.change_password(user, PASSWORD, NEXT)


def _enrolled_again(app: Flask, email: str) -> None:
    with app.app_context():
        with writing():
            link = enrol.invite(email, "coordinator")
        with writing():
            enrol.redeem(link, NEXT, "Ana Duarte")


def _reset(app: Flask, email: str) -> None:
    with app.app_context(), writing():
        user = by_email(email)
        assert user
        reset_factor.reset(user)


def _recovery_used(app: Flask, email: str) -> None:
    with app.app_context(), writing():
        user = by_email(email)
        assert user
        assert recovery.use(user, recovery.issue(user)[0])


def _another_authenticator(app: Flask, email: str) -> None:
    for _ in range(2):
        phone = Authenticator(factor.new_seed())
        with app.app_context(), writing():
            user = by_email(email)
            assert user
            assert factor.set_up(user, phone.seed, phone.code())


def _passkey(app: Flask, email: str) -> None:
    """Whoever writes it down."""
    with app.app_context(), writing():
        user = by_email(email)
        assert user
        record("staff.passkey_added", subject=("staff", user.public_id), actor=user)


def _wrong_codes(app: Flask, email: str) -> None:
    """By whoever has the password: so slowly that nothing else is told of it."""
    with app.app_context(), writing():
        user = by_email(email)
        assert user
        user.failed_codes = guesses.MANY - 1
        assert not factor.accept(user, "000000")


def _failures(app: Flask, email: str) -> None:
    for _ in range(9):
        try_once(app, email)


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (_new_password, "The password of your account was changed."),
        (_enrolled_again, "A password was set for your account."),
        (_reset, "The second factor of your account was taken away."),
        (_another_authenticator, "An authenticator was set up for your account."),
        (_passkey, "A passkey was added to your account."),
        (_recovery_used, "A recovery code of your account was used."),
        (_wrong_codes, "Somebody who knows the password of your account tried ten wrong codes."),
        (_failures, "Somebody tried to sign in to your account several times, and failed."),
    ],
)
def test_what_happened_with_an_account_is_told_to_its_owner(
    app: Flask,
    go: Round,
    mailbox: Mailbox,
    stopped: StoppedClock,
    happens: Callable[[Flask, str], None],
    words: str,
) -> None:
    email = hire(app, "coordinator")
    hire(app, "coordinator")
    happens(app, email)
    go("mail")
    (letter,) = mailbox.letters
    assert told(mailbox) == [(email, words)]
    assert str(letter["Subject"]).startswith("About your account / ")
    assert "¿No fue usted?" in letter.get_content()
    assert said_in_mail(letter) == []


def test_whoever_goes_on_guessing_fills_no_mailbox(
    app: Flask, go: Round, mailbox: Mailbox, stopped: StoppedClock
) -> None:
    email = hire(app, "coordinator")
    for _ in range(50):
        try_once(app, email)
        stopped.move(timedelta(minutes=1))
        go("mail")
    assert len(told(mailbox)) == 1
    try_once(app, "nobody@clinic.example")
    assert go("mail").failed == 0


def test_few_failures_are_told_to_nobody(app: Flask, go: Round, mailbox: Mailbox, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    for _ in range(4):
        try_once(app, email)
    assert go("mail").delivered == 0


def test_it_comes_again_until_it_arrived_and_is_given_up_once_it_is_no_news(
    app: Flask, go: Round, mailbox: Mailbox, stopped: StoppedClock
) -> None:
    first, second = hire(app, "coordinator"), hire(app, "coordinator")
    admin: Desk = desk_of(app, "admin")
    mailbox.shut()
    _new_password(app, first)
    assert go("mail").failed == 1
    mailbox.open()
    stopped.move(timedelta(minutes=1))
    assert go("mail").delivered == 1
    mailbox.refused[second] = "550 nobody here"
    _new_password(app, second)
    assert go("mail").failed == 1
    stopped.move(NEWS_FOR)
    assert go("mail").failed == 0
    with clock.stopped(stopped.at - NEWS_FOR):
        assert "Own account" in admin.get("/staff/alerts").get_text()
