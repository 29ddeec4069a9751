"""The pages by which one comes in, and of one's own account."""

import json
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import clock
from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.desk import CODE, KEPT, PASSWORD, Desk, desk_of, halfway_in, hire, sign_in, soup
from tests.support.soft_passkey import ORIGIN, SoftPasskey
from tests.support.walker import path_of

PASSKEYS = "/staff/account/passkeys"


def account_pages(crew: Crew) -> Pages:
    """Of a newcomer, of somebody on the way in, of somebody who is in."""
    return {**_newcomer(crew), **_sign_in(crew.app), **_halfway(crew.app), **_own(crew.app)}


def _newcomer(crew: Crew) -> Pages:
    """From the administrator's page with the link to the new authenticator."""
    crew.admin.post("/staff/team", email="new@clinic.example", role="auditor", name="")
    team = crew.admin.client.get("/staff/team")
    link = path_of(soup(team).select("code")[0].get_text())
    newcomer = crew.app.test_client()
    return {
        "team": team,
        "team refused": crew.admin.post("/staff/team", email="x"),
        "enrol": newcomer.get(link),
        "enrol refused": newcomer.post(link, data={"name": "N", "password": "x"}),
        "link over": crew.app.test_client().get("/staff/enrol/none"),
        **_set_up(newcomer, newcomer.post(link, data={"name": "New", "password": PASSWORD})),
    }


def _set_up(newcomer: FlaskClient, enrolled: TestResponse) -> Pages:
    set_up = enrolled.headers["Location"]
    return {
        "set up": newcomer.get(set_up, base_url=ORIGIN),
        "set up where no passkey works": newcomer.get(set_up),
        "set up refused": newcomer.post(set_up, data={"otp": "0"}),
    }


def _sign_in(app: Flask) -> Pages:
    return {
        "sign-in": app.test_client().get("/staff/sign-in"),
        "refused": app.test_client().post("/staff/sign-in", data={"email": "x"}),
    }


def _halfway(app: Flask) -> Pages:
    halfway = halfway_in(app, hire(app, "clinician")).client
    return {
        "code": halfway.get(CODE),
        "code refused": halfway.post(CODE, data={"otp": "0"}),
        "recovery refused": halfway.post(CODE, data={"recovery": "0"}),
    }


def _own(app: Flask) -> Pages:
    email = hire(app, "supervisor", "Sue Visor")
    owner = sign_in(app, email)
    owner.post(KEPT)
    return {
        "recovery codes": owner.client.get(KEPT),
        **_with_passkeys(owner),
        "account refused": owner.post("/staff/account/password"),
        "passkey refused": owner.client.post(PASSKEYS, data={"csrf_token": owner.token()}, base_url=ORIGIN),
        **_halfway_with_a_passkey(app, email),
        "confirm": _ten_minutes_later(app),
    }


def _with_passkeys(owner: Desk) -> Pages:
    """Before there is any, at an address where they do not work, and with one that several devices share."""
    without = owner.client.get("/staff/account")
    asked = json.loads(owner.post(f"{PASSKEYS}/ask").text)
    owner.post(PASSKEYS, passkey=SoftPasskey().make(asked), passkey_name="Tablet by the window")
    return {"account without passkeys": without, "account": owner.client.get("/staff/account", base_url=ORIGIN)}


def _halfway_with_a_passkey(app: Flask, email: str) -> Pages:
    client = halfway_in(app, email).client
    return {
        "code or passkey": client.get(CODE, base_url=ORIGIN),
        "code or passkey refused": client.post(CODE, data={"passkey": "x"}, base_url=ORIGIN),
    }


def _ten_minutes_later(app: Flask) -> TestResponse:
    """What an act that wants a fresh code answers then."""
    stale = desk_of(app, "admin", "Ada Late")
    with clock.stopped(clock.now() + timedelta(minutes=10)):
        return stale.post("/staff/team", email="late@clinic.example", role="auditor")
