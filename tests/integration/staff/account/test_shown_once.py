"""What is shown once is used up by the page that shows it, and by nothing else; and nothing leads out of the house."""

import pytest
from flask import Flask

from tests.support.authenticator import Authenticator
from tests.support.desk import PASSWORD, Desk, authenticator_of, hire, sign_in

SET_UP, CODES = "/staff/sign-in/set-up", "/staff/account/recovery-codes"


def test_asking_for_the_head_of_a_page_uses_up_no_recovery_codes(ana: Desk) -> None:
    ana.post(CODES)
    assert ana.client.head(CODES).status_code == 200
    assert len(ana.get(CODES).select("main li")) == 10
    assert ana.client.get(CODES).status_code == 303, "they were shown"


def test_asking_for_the_head_of_a_page_uses_up_no_sheet_of_links(ana: Desk) -> None:
    ana.post("/staff/invites/sheet", label="Door", days="3", count="2")
    assert ana.client.head("/staff/invites/sheet").status_code == 200
    ana.get("/staff/invites/sheet")
    ana.get("/staff/invites/sheet", 410)


def test_asking_for_the_head_of_a_page_uses_up_no_colleagues_link(admin: Desk) -> None:
    admin.post("/staff/team", email="new@clinic.example", role="clinician", name="")
    admin.client.head("/staff/team")
    assert admin.get("/staff/team").select("code")
    assert not admin.get("/staff/team").select("code")


@pytest.mark.parametrize("wanted", ["javascript:alert(1)", "//evil.example/", "https://evil.example/staff/"])
def test_the_way_on_from_the_recovery_codes_stays_in_the_house(app: Flask, wanted: str) -> None:
    email = hire(app, "coordinator")
    owner = sign_in(app, email)
    owner.post(CODES)
    code = owner.get(CODES).select("main li")[0].get_text(strip=True)
    thief = Desk(app.test_client())
    thief.client.post("/staff/sign-in", data={"email": email, "password": PASSWORD, "next": wanted})
    thief.client.post("/staff/sign-in/code", data={"recovery": code})
    seed = thief.get(SET_UP).select("code")[0].get_text()
    assert thief.client.post(SET_UP, data={"otp": Authenticator(seed).code()}).headers["Location"] == CODES
    assert authenticator_of(email).seed != seed
    assert not [
        link for link in thief.get(CODES).select("a[href]") if "evil" in link["href"] or "script" in link["href"]
    ]


@pytest.mark.parametrize("address", ["////i/evil.example", "//evil.example/", "/\\evil.example", "////at/x"])
def test_choosing_a_language_leads_to_nobody_else(app: Flask, address: str) -> None:
    answer = app.test_client().post("/language", data={"language": "es", "page": address})
    assert answer.headers["Location"] == "/"
