"""A small application with nothing in it but sessions, and pages that use them in every way."""

import json
from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask, request
from flask.testing import FlaskClient

from app import sessions
from app.extensions import db, in_own_transaction
from app.settings import Settings
from tests.support.small_app import small_app

pages = Blueprint("pages", __name__)


@pages.get("/")
@pages.get("/staff/queue")
def show() -> dict[str, object]:
    """What the session holds."""
    session = sessions.current()
    return {
        "values": {key: value for key, value in session.items() if key != "csrf_token"},
        "audience": session.audience,
        "lapsed": session.lapsed,
        "unavailable": session.unavailable,
    }


@pages.post("/begin")
@pages.post("/staff/begin")
def begin() -> str:
    """Begin a session with what was posted."""
    audience = sessions.STAFF if request.path.startswith("/staff") else sessions.PERSON
    sessions.begin(audience, **request.form.to_dict())  # type: ignore[arg-type]  # no form here has a user_id
    db.session.commit()
    return sessions.token().hex()


@pages.post("/begin-and-fail")
def begin_and_fail() -> str:
    """Begin one and do not commit."""
    sessions.begin("person", word="lost")
    return "sorry"


@pages.post("/store")
def store() -> str:
    """Store a value in whatever session there is."""
    sessions.current().update(request.form.to_dict())
    return "stored"


@pages.post("/rotate")
def rotate() -> str:
    """Give it a new token."""
    sessions.rotate()
    db.session.commit()
    return sessions.token().hex()


@pages.post("/end")
@pages.get("/leave")
@pages.post("/staff/end")
def end() -> str:
    """End it."""
    sessions.end()
    return "bye"


@pages.get("/poll")
def poll() -> str:
    """What a page asks by itself."""
    sessions.current().counts_as_activity = False
    if request.args:
        sessions.current().update(request.args.to_dict())
    return "nothing new"


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """Takes the place of the whole application."""
    with small_app(settings) as app:
        app.register_blueprint(pages)
        yield app


@pytest.fixture
def seen(client: FlaskClient) -> "Seen":
    """What the person's session looks like at the next request."""
    return Seen(client)


class Seen:
    """Reads the page that shows the session."""

    def __init__(self, client: FlaskClient) -> None:
        """Ask through this browser."""
        self._client = client

    def __call__(self, path: str = "/") -> dict[str, object]:
        """Ask once."""
        shown: dict[str, object] = json.loads(self._client.get(path).data)
        return shown


def another_browser(app: Flask, client: FlaskClient) -> FlaskClient:
    """Somebody who copied the cookies."""
    thief = app.test_client()
    for name in ("s", "a"):
        if cookie := client.get_cookie(name):
            thief.set_cookie(name, cookie.value)
    return thief


def break_database(app: Flask) -> None:
    """No session can be read any more."""
    with app.app_context(), in_own_transaction(writes=True) as connection:
        connection.exec_driver_sql("DROP TABLE sessions")
