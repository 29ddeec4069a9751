"""Passkeys: added, used in the place of a code, removed; and whatever is no good answer opens nothing."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.passkey_models import Passkey
from app.extensions import db
from app.extensions.clock import StoppedClock
from tests.support.desk import CODE, KEPT, SET_UP, Desk, authenticator_of, halfway_in, hire, sign_in, soup
from tests.support.engines import on_each_engine
from tests.support.soft_passkey import ORIGIN, SoftPasskey
from tests.support.using_passkeys import (
    ACCOUNT,
    ADD,
    ASK,
    ASK_CONFIRM,
    ASK_NEW,
    REMOVE,
    ROWS,
    Answer,
    Asked,
    acts,
    add,
    come_in,
    is_in,
    question,
)


@pytest.fixture
def email(app: Flask, stopped: StoppedClock) -> str:
    return hire(app, "coordinator")


@pytest.fixture
def own(app: Flask, email: str) -> Desk:
    """Their account, open in a browser."""
    return sign_in(app, email)


@pytest.fixture
def phone(own: Desk) -> SoftPasskey:
    """The passkey that they added."""
    passkey = SoftPasskey()
    assert add(own, passkey).status_code == 303
    return passkey


@on_each_engine
def test_a_passkey_is_added_with_a_name_and_opens_the_account_in_the_place_of_a_code(
    app: Flask, email: str, own: Desk, stopped: StoppedClock
) -> None:
    phone, other = SoftPasskey(), sign_in(app, email)
    before = own.client.get_cookie("a")
    assert add(own, phone, "My <phone>").status_code == 303
    assert other.client.get(ACCOUNT).status_code == 303, "every other session ends"
    assert before != own.client.get_cookie("a"), "and this one goes on under a new token"
    assert acts(app, 1) == ["staff.passkey_added"]
    assert is_in(come_in(app, email, phone))
    assert acts(app, 2) == ["signin.succeeded", "signin.password"]
    (row,) = own.get(ACCOUNT).select(ROWS)
    assert row.select("strong")[0].get_text() == "My <phone>"
    assert "Added today 12:00, last used today 12:00. It goes with you from device to device." in row.get_text()


def test_what_the_browser_is_asked_for_is_new_each_time_and_wants_the_owner_there(
    own: Desk, phone: SoftPasskey
) -> None:
    new, use = question(own, ASK_NEW), question(own, ASK_CONFIRM)
    assert (new["rp"], use["rpId"]) == ({"name": "Braid", "id": "localhost"}, "localhost")
    assert new["authenticatorSelection"]["userVerification"] == use["userVerification"] == "required"
    assert new["attestation"] == "none"
    assert new["excludeCredentials"] == use["allowCredentials"] != []
    assert len({question(own, ASK_CONFIRM)["challenge"] for _ in range(3)} | {use["challenge"]}) == 4
    assert len(use["challenge"]) == 43, "256 bits"


def elsewhere(passkey: SoftPasskey, asked: Asked) -> str:
    return replace(passkey, origin="https://braid.example").use(asked)


def by_number(passkey: SoftPasskey, asked: Asked) -> str:
    return replace(passkey, origin="http://127.0.0.1:8000").use(asked)


def another_name(passkey: SoftPasskey, asked: Asked) -> str:
    return replace(passkey, host="braid.example").use(asked)


def nobody_there(passkey: SoftPasskey, asked: Asked) -> str:
    return replace(passkey, verified=False).use(asked)


def another_key(passkey: SoftPasskey, asked: Asked) -> str:
    return replace(SoftPasskey(), id=passkey.id).use(asked)


def unknown(_passkey: SoftPasskey, asked: Asked) -> str:
    return SoftPasskey().use(asked)


def never_asked(passkey: SoftPasskey, asked: Asked) -> str:
    return passkey.use({**asked, "challenge": "A" * 43})


def made_anew(passkey: SoftPasskey, asked: Asked) -> str:
    return passkey.make(asked)


def torn(passkey: SoftPasskey, asked: Asked) -> str:
    return passkey.use(asked)[:-40]


def no_signature(passkey: SoftPasskey, asked: Asked) -> str:
    said = json.loads(passkey.use(asked))
    return json.dumps({**said, "response": {**said["response"], "signature": ""}})


WRONG = (
    elsewhere,
    by_number,
    another_name,
    nobody_there,
    another_key,
    unknown,
    never_asked,
    made_anew,
    torn,
    no_signature,
)


@pytest.mark.parametrize("answer", WRONG)
def test_an_answer_that_is_not_good_opens_nothing_and_is_on_record(
    app: Flask, email: str, phone: SoftPasskey, answer: Answer
) -> None:
    refused = come_in(app, email, phone, answer)
    assert refused.status_code == 401
    assert "That passkey did not work." in soup(refused).get_text()
    assert acts(app, 1) == ["signin.failed"]
    assert is_in(come_in(app, email, phone))


@pytest.mark.parametrize("sent", ["{}", "[]", "null", "1", '"', "[" * 20_000, '{"response": 1}', "é\ud83d", "{" * 9])
def test_whatever_is_no_answer_at_all_is_a_wrong_one(app: Flask, email: str, phone: SoftPasskey, sent: str) -> None:
    sent = sent.encode(errors="replace").decode()
    assert come_in(app, email, phone, lambda *_: sent).status_code == 401
    assert halfway_in(app, email).client.post(SET_UP, data={"passkey": sent}).status_code == 303


def test_an_answer_opens_once(app: Flask, email: str, phone: SoftPasskey) -> None:
    first, second = halfway_in(app, email), halfway_in(app, email)
    answer = phone.use(question(first, ASK))
    assert is_in(first.client.post(CODE, data={"passkey": answer}))
    assert second.client.post(CODE, data={"passkey": answer}).status_code == 401


def test_an_answer_that_was_refused_is_not_looked_at_again(app: Flask, email: str, phone: SoftPasskey) -> None:
    desk = halfway_in(app, email)
    asked = question(desk, ASK)
    assert desk.client.post(CODE, data={"passkey": nobody_there(phone, asked)}).status_code == 401
    assert desk.client.post(CODE, data={"passkey": phone.use(asked)}).status_code == 401


def test_a_question_is_good_for_five_minutes(app: Flask, email: str, phone: SoftPasskey, stopped: StoppedClock) -> None:
    for waits, opens in ((timedelta(minutes=5, seconds=-1), True), (timedelta(minutes=5), False)):
        desk = halfway_in(app, email)
        answer = phone.use(question(desk, ASK))
        stopped.move(waits)
        assert is_in(desk.client.post(CODE, data={"passkey": answer})) is opens


def test_the_passkey_of_a_colleague_does_not_open_ones_account(app: Flask, email: str, phone: SoftPasskey) -> None:
    ben, key_of_ben = hire(app, "coordinator", "Ben Okafor"), SoftPasskey()
    add(sign_in(app, ben), key_of_ben)
    assert come_in(app, email, key_of_ben).status_code == 401
    to_ben = question(halfway_in(app, ben), ASK)
    assert come_in(app, email, phone, lambda passkey, _: passkey.use(to_ben)).status_code == 401
    assert is_in(come_in(app, ben, key_of_ben))


def test_an_answer_to_one_kind_of_question_is_none_to_the_other(app: Flask, email: str, own: Desk) -> None:
    passkey = SoftPasskey()
    add(own, passkey)
    asked = question(own, ASK_NEW)
    assert come_in(app, email, passkey, lambda passkey, _: passkey.use(asked)).status_code == 401


@pytest.mark.parametrize(
    "passkey",
    [SoftPasskey(origin="https://braid.example"), SoftPasskey(host="braid.example"), SoftPasskey(verified=False)],
    ids=["wrong origin", "wrong name", "nobody there"],
)
def test_a_new_passkey_that_is_not_good_is_not_kept(own: Desk, passkey: SoftPasskey) -> None:
    refused = add(own, passkey)
    assert refused.status_code == 422
    assert "That passkey did not work." in soup(refused).get_text()
    assert not own.get(ACCOUNT).select(ROWS)


def test_a_new_passkey_is_kept_once_and_for_one_person(app: Flask, own: Desk, stopped: StoppedClock) -> None:
    passkey = SoftPasskey()
    made = passkey.make(question(own, ASK_NEW))
    assert own.post(ADD, passkey=made).status_code == 303
    assert own.post(ADD, passkey=made).status_code == 422
    assert add(own, passkey).status_code == 422
    assert add(sign_in(app, hire(app, "coordinator")), passkey).status_code == 422
    late = SoftPasskey().make(question(own, ASK_NEW))
    stopped.move(timedelta(minutes=5))
    own.post(ADD, passkey=late)
    assert len(own.get(ACCOUNT).select(ROWS)) == 1


def test_somebody_may_have_ten(own: Desk) -> None:
    for number in range(10):
        assert add(own, SoftPasskey(), f"Key {number}").status_code == 303
    assert own.post(ASK_NEW).status_code == 409
    assert not own.get(ACCOUNT).select("[data-passkey=create], [name=passkey_name]")


def test_a_count_that_goes_back_is_refused_and_flagged_as_a_copy(app: Flask, email: str, own: Desk) -> None:
    key = SoftPasskey(count=5)
    add(own, key)
    copy = replace(key)
    for _ in range(2):
        assert is_in(come_in(app, email, key))
    assert come_in(app, email, copy).status_code == 401
    assert acts(app, 2) == ["signin.failed", "signin.passkey_copied"]
    assert come_in(app, email, replace(key, count=0)).status_code == 401, "nor may it begin to say nothing"
    assert is_in(come_in(app, email, key)), "whose chip goes on counting"


def test_a_passkey_that_is_synced_never_counts_and_is_no_copy(app: Flask, email: str, phone: SoftPasskey) -> None:
    assert phone.count == 0
    for _ in range(3):
        assert is_in(come_in(app, email, phone))


def test_whoever_guesses_at_codes_does_not_shut_the_passkey_out(app: Flask, email: str, phone: SoftPasskey) -> None:
    desk = halfway_in(app, email)
    for _ in range(6):
        desk.client.post(CODE, data={"otp": "000000"})
    assert desk.client.post(CODE, data={"otp": authenticator_of(email).code()}).status_code == 401
    assert is_in(come_in(app, email, phone))


def rows(desk: Desk) -> list[str]:
    return [str(field["value"]) for field in desk.get(ACCOUNT).select("[name=which]")]


def test_one_is_removed_and_opens_nothing_any_more(app: Flask, email: str, own: Desk, phone: SoftPasskey) -> None:
    other = sign_in(app, email)
    assert own.post(REMOVE, which=rows(own)[0]).status_code == 303
    assert other.client.get(ACCOUNT).status_code == 303, "every other session ends"
    assert acts(app, 1) == ["staff.passkey_removed"]
    assert come_in(app, email, phone).status_code == 401
    assert not rows(own)


def test_nobody_removes_what_is_not_theirs(app: Flask, own: Desk, phone: SoftPasskey, ana: Desk) -> None:
    foreign = rows(own)[0]
    assert {ana.post(REMOVE, which=which).status_code for which in (foreign, "0" * 32, "x", "")} == {404}
    assert rows(own) == [foreign]


def test_an_act_that_wants_a_fresh_code_takes_a_passkey_and_goes_on_as_it_was(
    app: Flask, own: Desk, phone: SoftPasskey, stopped: StoppedClock
) -> None:
    stopped.move(timedelta(minutes=6))
    held = own.post(KEPT)
    assert held.status_code == 401
    (form, *_) = soup(held).select("main form")
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("input")}
    asked = question(own, ASK_CONFIRM)
    wrong = own.client.post(KEPT, data={**fields, "otp": "", "passkey": nobody_there(phone, asked)})
    assert wrong.status_code == 401
    right = {**fields, "otp": "", "passkey": phone.use(question(own, ASK_CONFIRM))}
    assert own.client.post(KEPT, data=right).headers["Location"] == KEPT
    assert acts(app, 2) == ["staff.recovery_issued", "signin.confirmed"]


def test_adding_one_waits_for_a_fresh_code_and_is_not_lost_by_it(
    app: Flask, email: str, own: Desk, stopped: StoppedClock
) -> None:
    stopped.move(timedelta(minutes=6))
    held = add(own, SoftPasskey())
    assert held.status_code == 401
    fields = {str(field["name"]): str(field.get("value", "")) for field in soup(held).select("main form input")}
    own.client.post(ADD, data={**fields, "otp": authenticator_of(email).code()})
    assert len(own.get(ACCOUNT).select(ROWS)) == 1


def test_at_an_address_of_numbers_the_page_says_where_passkeys_work(own: Desk) -> None:
    there = soup(own.client.get(ACCOUNT, base_url=ORIGIN))
    assert there.select("form[data-passkey=create][data-asks='/staff/account/passkeys/ask'][hidden]")
    assert "A passkey needs a browser that runs scripts." in there.get_text()
    number = "http://127.0.0.1:8000"
    cookie = own.client.get_cookie("a")
    assert cookie is not None
    own.client.set_cookie("a", cookie.value, domain="127.0.0.1")
    here = soup(own.client.get(ACCOUNT, base_url=number))
    assert not here.select("[data-passkey]")
    assert here.select(f"a[href='{ORIGIN}/staff/']")
    assert "an address of numbers is none" in here.get_text()


def test_what_a_passkey_is_stands_nowhere_in_the_clear(app: Flask, own: Desk) -> None:
    passkey = SoftPasskey()
    add(own, passkey, "canary of the phone")
    with app.app_context():
        row = db.session.execute(sa.select(Passkey.__table__)).one()
    bare = b"".join(value for value in row if isinstance(value, bytes))
    public = passkey.key.public_key().public_numbers().x.to_bytes(32, "big")
    assert not [secret for secret in (b"canary", passkey.id, public, public.hex().encode()) if secret in bare]


def test_a_password_alone_reaches_no_question_of_a_signed_in_page(app: Flask, email: str) -> None:
    desk = halfway_in(app, email)
    for path in (ASK_NEW, ASK_CONFIRM, ADD, REMOVE):
        assert desk.client.post(path).status_code in (400, 403), path
    assert app.test_client().post(ASK).headers["Location"] == "/staff/sign-in"
