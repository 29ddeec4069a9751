"""The pages by which one comes in, and of one's own account."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import clock
from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.desk import CODE, KEPT, PASSWORD, desk_of, halfway_in, hire, soup
from tests.support.walker import path_of


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
    return {"set up": newcomer.get(set_up), "set up refused": newcomer.post(set_up, data={"otp": "0"})}


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
    owner = desk_of(app, "supervisor", "Sue Visor")
    owner.post(KEPT)
    return {
        "recovery codes": owner.client.get(KEPT),
        "account": owner.client.get("/staff/account"),
        "account refused": owner.post("/staff/account/password"),
        "confirm": _ten_minutes_later(app),
    }


def _ten_minutes_later(app: Flask) -> TestResponse:
    """What an act that wants a fresh code answers then."""
    stale = desk_of(app, "admin", "Ada Late")
    with clock.stopped(clock.now() + timedelta(minutes=10)):
        return stale.post("/staff/team", email="late@clinic.example", role="auditor")
