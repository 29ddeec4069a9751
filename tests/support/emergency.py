"""Two people at night: one whose authenticator is not at hand, and one who lets them in."""

from flask import Flask
from werkzeug.test import TestResponse

from app.accounts import by_email
from tests.support.desk import Desk, halfway_in, soup

LET_IN, PASS, EMERGENCIES = "/staff/let-in", "/staff/sign-in/pass", "/staff/emergencies"


def give_pass(app: Flask, granter: Desk, email: str, reason: str = "broken") -> TestResponse:
    """Let somebody make a pass. Returns the page that shows it once."""
    with app.app_context():
        user = by_email(email)
    assert user is not None
    response = granter.post(LET_IN, colleague=user.public_id, reason=reason)
    assert response.status_code == 303, response.get_data(as_text=True)
    return granter.client.get(LET_IN)


def pass_for(app: Flask, granter: Desk, email: str, reason: str = "broken") -> str:
    """What that page shows."""
    return soup(give_pass(app, granter, email, reason)).select("[data-pass]")[0].get_text()


def come_in(app: Flask, granter: Desk, email: str) -> Desk:
    """Let them in. Returns the browser in which they are."""
    letters, desk = pass_for(app, granter, email), halfway_in(app, email)
    response = desk.client.post(PASS, data={"letters": letters})
    assert response.status_code == 303, response.get_data(as_text=True)
    return desk
