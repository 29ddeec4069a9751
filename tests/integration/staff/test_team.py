"""The team page: people come, people go; nothing clinical."""

from flask import Flask

from app.accounts import by_email
from tests.integration.staff.desk import PASSWORD, Desk, hire, sign_in, soup


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
    row = next(row for row in admin.get("/staff/team").select("tbody tr") if "Cy Leaver" in row.get_text())
    form = row.select_one("form[action$='/deactivate']")
    assert form is not None
    assert admin.post(str(form["action"])).status_code == 303
    assert leaver.client.get("/staff/queue").status_code == 303
    assert app.test_client().post("/staff/sign-in", data={"email": email, "password": PASSWORD}).status_code == 401
    row = next(row for row in admin.get("/staff/team").select("tbody tr") if "Cy Leaver" in row.get_text())
    assert "Switched off" in row.get_text()


def test_an_open_link_of_somebody_switched_off_is_over(app: Flask, admin: Desk) -> None:
    path = add(admin).removeprefix("http://127.0.0.1:8000")
    with app.app_context():
        user = by_email("new@clinic.example")
        assert user is not None
        public_id = user.public_id
    admin.post(f"/staff/team/{public_id}/deactivate")
    assert app.test_client().get(path).status_code == 410


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
