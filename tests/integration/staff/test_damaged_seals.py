"""One sealed row of an account's things was damaged: its page comes all the same, and says which one it is."""

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.api_tokens import Scope
from app.accounts.passkey_models import Passkey
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from tests.support.desk import desk_of, hire, sign_in
from tests.support.emergency import EMERGENCIES, come_in
from tests.support.soft_passkey import SoftPasskey
from tests.support.using_passkeys import ACCOUNT, ADD, ASK_NEW, REMOVE, ROWS, add, is_in, question
from tests.support.using_passkeys import come_in as come_in_by

TOKENS = "/staff/tokens"


def damage(app: Flask, statement: str) -> None:
    with app.app_context(), writing():
        assert db.session.connection().execute(sa.text(statement), {"damaged": b"damaged"}).rowcount == 1


def test_a_passkey_is_named_as_such_the_other_one_still_opens_and_it_can_be_removed(
    app: Flask, stopped: StoppedClock
) -> None:
    email = hire(app, "coordinator")
    own, broken, other = sign_in(app, email), SoftPasskey(), SoftPasskey()
    assert add(own, broken).status_code == 303
    damage(app, "UPDATE passkeys SET sealed = :damaged")
    assert own.post(ADD, passkey=other.make(question(own, ASK_NEW)), passkey_name="My key").status_code == 303
    first, second = own.get(ACCOUNT).select(ROWS)
    assert "cannot be opened" in first.get_text()
    assert "opens nothing any more" in first.get_text()
    assert "My key" in second.get_text()
    assert is_in(come_in_by(app, email, other))
    which = str(first.select("input[name=which]")[0]["value"])
    assert own.post(REMOVE, which=which).status_code == 303
    assert len(own.get(ACCOUNT).select(ROWS)) == 1


def test_the_last_one_that_opens_stays_and_the_damaged_one_can_go(app: Flask, stopped: StoppedClock) -> None:
    email, other = hire(app, "coordinator"), SoftPasskey()
    own = sign_in(app, email)
    assert add(own, SoftPasskey()).status_code == 303
    damage(app, "UPDATE passkeys SET sealed = :damaged")
    assert own.post(ADD, passkey=other.make(question(own, ASK_NEW)), passkey_name="My key").status_code == 303
    damage(app, "DELETE FROM staff_factors WHERE :damaged IS NOT NULL")
    damaged, good = own.get(ACCOUNT).select(ROWS)
    assert [len(row.select("form")) for row in (damaged, good)] == [1, 0]
    with app.app_context():
        first, second = db.session.scalars(sa.select(Passkey).order_by(Passkey.id))
        which = {"damaged": first.id.hex, "good": second.id.hex}
    assert own.post(REMOVE, which=which["good"]).status_code != 303
    assert own.post(REMOVE, which=which["damaged"]).status_code == 303
    assert [row.select("strong")[0].get_text() for row in own.get(ACCOUNT).select(ROWS)] == ["My key"]


def test_the_damaged_passkey_itself_opens_nothing(app: Flask, stopped: StoppedClock) -> None:
    email, phone = hire(app, "coordinator"), SoftPasskey()
    assert add(sign_in(app, email), phone).status_code == 303
    damage(app, "UPDATE passkeys SET sealed = :damaged")
    response = come_in_by(app, email, phone)
    assert response.status_code == 401
    assert not is_in(response)


def test_a_system_without_a_name_is_listed_and_can_be_shut_out(app: Flask) -> None:
    admin = desk_of(app, "admin")
    admin.post(TOKENS, name="Elm Street Clinic", scopes=Scope.SCREENINGS, days="90")
    damage(app, "UPDATE api_tokens SET sealed_name = :damaged")
    [row] = admin.get(TOKENS).select(".entries > li")
    assert "cannot be opened" in row.get_text()
    assert admin.post(str(row.select("form[action$='/revoke']")[0]["action"])).status_code == 303
    assert desk_of(app, "auditor").client.get("/staff/activity").status_code == 200


@pytest.mark.usefixtures("stopped")
def test_a_review_of_an_emergency_access_that_does_not_open_hides_no_other(app: Flask) -> None:
    dana, auditor = hire(app, "clinician", "Dana Night"), desk_of(app, "auditor")
    come_in(app, desk_of(app, "coordinator"), dana).get("/staff/queue")
    review = str(auditor.get(EMERGENCIES).select("form[action*='/emergencies/']")[0]["action"])
    assert auditor.post(review, verdict="needed", text="I called Dana.").status_code == 303
    damage(app, "UPDATE emergency_accesses SET sealed = :damaged")
    text = auditor.get(EMERGENCIES).get_text()
    assert "cannot be opened" in text
    assert "Dana Night" in text
