"""Somebody who has made a passkey where others set up an authenticator."""

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import by_email, reset_factor
from app.accounts.passkey_models import Passkey
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from tests.support.desk import CODE, KEPT, SET_UP, Desk, halfway_in, newcomer, soup
from tests.support.soft_passkey import ORIGIN, SoftPasskey
from tests.support.using_passkeys import ACCOUNT, ASK_FIRST, REMOVE, ROWS, add, come_in, is_in, question


@pytest.fixture
def email(app: Flask, stopped: StoppedClock) -> str:
    return newcomer(app, "coordinator")


@pytest.fixture
def phone() -> SoftPasskey:
    return SoftPasskey()


@pytest.fixture
def own(app: Flask, email: str, phone: SoftPasskey) -> Desk:
    desk = halfway_in(app, email)
    made = phone.make(question(desk, ASK_FIRST))
    done = desk.client.post(SET_UP, data={"passkey": made, "passkey_name": "My phone"})
    assert done.headers["Location"] == KEPT
    return desk


def test_they_get_recovery_codes_and_are_asked_for_the_passkey_alone(
    app: Flask, email: str, own: Desk, phone: SoftPasskey
) -> None:
    assert len(own.get(KEPT).select("ol code")) == 10
    assert own.get(ACCOUNT).select(ROWS)
    page = soup(halfway_in(app, email).client.get(CODE, base_url=ORIGIN))
    assert page.select("form[data-passkey=get]")
    assert not page.select("[name=otp]")
    assert is_in(come_in(app, email, phone))


def test_a_refused_one_lets_them_try_again(app: Flask) -> None:
    desk = halfway_in(app, newcomer(app, "clinician"))
    made = SoftPasskey(verified=False).make(question(desk, ASK_FIRST))
    refused = desk.client.post(SET_UP, data={"passkey": made})
    assert refused.status_code == 401
    assert "That passkey did not work." in soup(refused).get_text()
    made = SoftPasskey().make(question(desk, ASK_FIRST))
    assert desk.client.post(SET_UP, data={"passkey": made}).headers["Location"] == KEPT


def test_the_last_one_cannot_be_removed(app: Flask, email: str, own: Desk, phone: SoftPasskey) -> None:
    assert not rows(own), "there is no button for it"
    with app.app_context():
        last = db.session.scalar(sa.select(Passkey.id))
    assert last is not None
    assert own.post(REMOVE, which=last.hex).status_code == 409
    assert is_in(come_in(app, email, phone))
    add(own, SoftPasskey())
    assert own.post(REMOVE, which=rows(own)[0]).status_code == 303


def test_on_the_day_when_it_is_lost_a_recovery_code_leads_to_another_and_the_lost_one_is_over(
    app: Flask, email: str, own: Desk, phone: SoftPasskey
) -> None:
    add(own, SoftPasskey())
    recovery_code = own.get(KEPT).select("ol code")[0].get_text()
    desk, anew = halfway_in(app, email), SoftPasskey()
    assert desk.client.post(CODE, data={"recovery": recovery_code}).headers["Location"] == SET_UP
    desk.client.post(SET_UP, data={"passkey": anew.make(question(desk, ASK_FIRST))})
    assert len(desk.get(ACCOUNT).select(ROWS)) == 1
    assert come_in(app, email, phone).status_code == 401
    assert is_in(come_in(app, email, anew))


def test_an_administrator_lets_them_set_up_anew(app: Flask, email: str, own: Desk, phone: SoftPasskey) -> None:
    with app.app_context(), writing():
        user = by_email(email)
        assert user is not None
        reset_factor.reset(user)
    assert own.client.get(ACCOUNT).status_code == 303
    assert halfway_in(app, email).client.get(SET_UP).status_code == 200


def rows(desk: Desk) -> list[str]:
    return [str(field["value"]) for field in desk.get(ACCOUNT).select("[name=which]")]
