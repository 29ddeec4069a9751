"""The team page: people come, people go; nothing clinical."""

from datetime import timedelta

import pytest
from bs4 import Tag
from flask import Flask

from app import activity
from app.accounts import by_email, enrol, guesses, tries
from app.extensions import writing
from app.extensions.clock import StoppedClock
from tests.support.desk import PASSWORD, Desk, desk_of, hire, sign_in, soup


def add(admin: Desk, email: str = "new@clinic.example", role: str = "clinician") -> str:
    """Add somebody; returns the link that the next page shows."""
    assert admin.post("/staff/team", email=email, role=role, name="").status_code == 303
    return admin.get("/staff/team").select("code")[0].get_text()


def test_a_new_colleagues_link_is_shown_once_and_works(app: Flask, admin: Desk) -> None:
    response = admin.client.post("/staff/team", data={
        "csrf_token": admin.token(), "email": "new@clinic.example", "role": "clinician", "name": ""})  # fmt: skip
    assert response.headers["Location"] == "/staff/team"
    link = admin.get("/staff/team").select("code")[0].get_text()
    assert link.startswith("http://127.0.0.1:8000/staff/enrol/")
    assert not admin.get("/staff/team").select("code")
    path = link.removeprefix("http://127.0.0.1:8000")
    assert app.test_client().post(path, data={"name": "Neil", "password": PASSWORD}).status_code == 303


def test_a_link_leads_to_the_address_that_was_configured_whatever_a_request_says(app: Flask, admin: Desk) -> None:
    lies = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}
    admin.post("/staff/team", email="new@clinic.example", role="clinician", name="")
    page = soup(admin.client.get("/staff/team", headers=lies))
    assert page.select("code")[0].get_text().startswith("http://127.0.0.1:8000/staff/enrol/")


def test_a_refused_invitation_says_why_and_keeps_what_was_typed(admin: Desk) -> None:
    refused = admin.post("/staff/team", email="not an address", role="clinician", name="Neil")
    page = soup(refused)
    assert refused.status_code == 422
    assert "This is not an e-mail address." in page.get_text()
    assert page.select("input[value='Neil']")
    assert page.select("input[value=clinician][checked]")


def test_a_role_that_does_not_exist_is_refused(app: Flask, admin: Desk) -> None:
    assert admin.post("/staff/team", email="new@clinic.example", role="root", name="").status_code == 422
    with app.app_context():
        assert by_email("new@clinic.example") is None


def test_switching_somebody_off_signs_them_out_at_once(app: Flask, admin: Desk) -> None:
    email = hire(app, "coordinator", "Cy Leaver")
    leaver = sign_in(app, email)
    row = row_of(admin, "Cy Leaver")
    form = row.select_one("form[action$='/deactivate']")
    assert form is not None
    assert admin.post(str(form["action"])).status_code == 303
    assert leaver.client.get("/staff/queue").status_code == 303
    assert app.test_client().post("/staff/sign-in", data={"email": email, "password": PASSWORD}).status_code == 401
    row = row_of(admin, "Cy Leaver")
    assert "Switched off" in row.get_text()


def test_an_open_link_of_somebody_switched_off_is_over(app: Flask, admin: Desk) -> None:
    path = add(admin).removeprefix("http://127.0.0.1:8000")
    with app.app_context():
        user = by_email("new@clinic.example")
        assert user is not None
        public_id = user.public_id
    admin.post(f"/staff/team/{public_id}/deactivate")
    assert app.test_client().get(path).status_code == 410


def test_an_account_that_a_hundred_wrong_passwords_shut_is_let_in_again_by_somebody_else(
    app: Flask, admin: Desk
) -> None:
    email = hire(app, "coordinator", "Cy Shut")
    with app.app_context(), writing():
        user = by_email(email)
        assert user is not None
        user.failed_tries = tries.MOST_IN_A_ROW
    given = {"email": email, "password": PASSWORD}
    assert app.test_client().post("/staff/sign-in", data=given).status_code == 401
    (form,) = admin.get("/staff/team").select("form[action$='/let-in']")
    assert "Shut to new browsers after 100 wrong passwords." in admin.get("/staff/team").get_text()
    assert "Shut to codes" not in admin.get("/staff/team").get_text()
    assert admin.post(str(form["action"])).status_code == 303
    assert not admin.get("/staff/team").select("form[action$='/let-in']")
    assert app.test_client().post("/staff/sign-in", data=given).status_code == 303


def test_nobody_switches_themselves_off(app: Flask, admin: Desk) -> None:
    with app.app_context():
        page = admin.get("/staff/team")
    assert not page.select("tbody form")


def test_people_of_another_site_are_not_listed_and_cannot_be_switched_off(app: Flask, admin: Desk) -> None:
    email = hire(app, "coordinator", "Far Away", site_id="other")
    with app.app_context():
        user = by_email(email)
        assert user is not None
    assert "Far Away" not in admin.get("/staff/team").get_text()
    assert admin.post(f"/staff/team/{user.public_id}/deactivate").status_code == 404
    sign_in(app, email).get("/staff/queue")


def row_of(admin: Desk, name: str) -> Tag:
    return next(row for row in admin.get("/staff/team").select("tbody tr") if name in row.get_text())


def give_role(admin: Desk, name: str, role: str) -> int:
    form = row_of(admin, name).select("form[action$='/role']")[0]
    return admin.post(str(form["action"]), role=role).status_code


def test_whoever_gets_another_role_is_signed_out_and_comes_back_in_it(app: Flask, admin: Desk) -> None:
    email = hire(app, "coordinator", "Cy Mover")
    before = sign_in(app, email)
    assert give_role(admin, "Cy Mover", "auditor") == 303
    assert before.client.get("/staff/queue").status_code == 303
    after = sign_in(app, email)
    after.get("/staff/activity")
    after.get("/staff/queue", 403)
    with app.app_context():
        changed = [row.detail for row in activity.latest(20) if row.action == "staff.role"]
    assert changed == [{"before": "coordinator", "after": "auditor"}]


def test_the_same_role_again_signs_nobody_out(app: Flask, admin: Desk) -> None:
    email = hire(app, "coordinator", "Cy Stayer")
    working = sign_in(app, email)
    assert give_role(admin, "Cy Stayer", "coordinator") == 303
    working.get("/staff/queue")


def test_a_role_is_one_of_ours_for_a_colleague_of_ones_own_site(app: Flask, admin: Desk) -> None:
    far = hire(app, "coordinator", "Far Away", site_id="other")
    near = hire(app, "coordinator", "Cy Near")
    own = hire(app, "admin", "Otto Own")
    with app.app_context():
        ids = {email: user.public_id for email in (far, near, own) if (user := by_email(email))}
    otto = sign_in(app, own)
    tried = ((far, "auditor", 404), (near, "root", 409), (near, "", 409), (own, "auditor", 409))
    for email, role, status in tried:
        assert otto.post(f"/staff/team/{ids[email]}/role", role=role).status_code == status
    with app.app_context():
        roles = [user.role for email in (far, near, own) if (user := by_email(email))]
    assert roles == ["coordinator", "coordinator", "admin"]


@pytest.fixture
def other_admin(app: Flask) -> Desk:
    return desk_of(app, "admin", "Otto Second")


def test_somebody_who_was_switched_off_is_invited_back(app: Flask, admin: Desk, other_admin: Desk) -> None:
    email = hire(app, "coordinator", "Cy Leaver")
    admin.post(str(row_of(admin, "Cy Leaver").select("form[action$='/deactivate']")[0]["action"]))
    assert "Switched off" in row_of(admin, "Cy Leaver").get_text()
    path = add(other_admin, email, "clinician").removeprefix("http://127.0.0.1:8000")
    assert "Invited" in row_of(admin, "Cy Leaver").get_text()
    assert app.test_client().post("/staff/sign-in", data={"email": email, "password": PASSWORD}).status_code == 401
    back = app.test_client().post(path, data={"name": "Cy Leaver", "password": PASSWORD})
    assert back.headers["Location"] == "/staff/sign-in/set-up"  # the authenticator of then opens nothing any more


@pytest.fixture
def admin_email(app: Flask, stopped: StoppedClock) -> str:
    return hire(app, "admin", "Ada First")


def press(admin: Desk, name: str, button: str) -> int:
    return admin.post(str(row_of(admin, name).select(f"form[action$='/{button}']")[0]["action"])).status_code


@pytest.mark.parametrize(("button", "role"), [("reset-factor", "coordinator"), ("deactivate", "clinician")])
def test_whoever_took_a_way_in_away_gives_out_no_new_one_that_day(
    app: Flask, admin_email: str, other_admin: Desk, stopped: StoppedClock, button: str, role: str
) -> None:
    email, admin = hire(app, "coordinator", "Cy Victim"), sign_in(app, admin_email)
    assert press(admin, "Cy Victim", button) == 303
    refused = admin.post("/staff/team", email=email, role=role, name="")
    assert refused.status_code == 422
    assert "another administrator has to invite them" in soup(refused).get_text()
    add(other_admin, email, role)
    stopped.move(timedelta(hours=24))
    add(sign_in(app, admin_email), email, role)


def test_whoever_gave_a_link_out_takes_no_authenticator_away_that_day(
    app: Flask, admin: Desk, other_admin: Desk
) -> None:
    email = hire(app, "coordinator", "Cy Victim")
    path = add(admin, email, "coordinator").removeprefix("http://127.0.0.1:8000")
    assert press(admin, "Cy Victim", "reset-factor") == 409
    answer = app.test_client().post(path, data={"name": "Cy Victim", "password": PASSWORD})
    assert answer.headers["Location"] == "/staff/sign-in/code", "the authenticator is still asked for"
    assert press(admin, "Cy Victim", "reset-factor") == 409
    assert press(other_admin, "Cy Victim", "reset-factor") == 303


def test_ones_account_says_since_when_and_by_whose_act_one_comes_in_as_one_does(
    app: Flask, admin: Desk, other_admin: Desk
) -> None:
    email = hire(app, "coordinator", "Cy Victim")
    add(other_admin, email, "coordinator")
    said = sign_in(app, email).get("/staff/account").select("#way-in ~ ul li")
    words = [" ".join(line.get_text(" ").split()) for line in said]
    assert any("Set a password" in line and "Cy Victim" in line for line in words)
    assert any("Invited" in line and "Otto Second" in line for line in words)


def test_an_account_that_a_hundred_wrong_codes_shut_is_named_and_opened_by_a_new_link(app: Flask, admin: Desk) -> None:
    email = hire(app, "coordinator", "Cy Shut")
    with app.app_context(), writing():
        user = by_email(email)
        assert user is not None
        user.failed_codes = guesses.MOST_IN_A_ROW
    page = admin.get("/staff/team")
    assert "Shut to codes after 100 wrong ones" in page.get_text()
    assert page.select("form[action$='/let-in']")
    with app.app_context():
        with writing():
            link = enrol.invite(email, "coordinator")
        with writing():
            enrol.redeem(link, "nine small boats lie on the sand", "Cy Shut")
    assert "Shut to codes" not in admin.get("/staff/team").get_text()
