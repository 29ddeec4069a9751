"""The database goes away while somebody sends: they get their receipt, or a page that says what is known, once each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.alerts.models import Alert
from app.extensions import db
from app.intake.arriving.submit import send
from app.intake.models import Screening
from tests.support.client_browser import ClientBrowser
from tests.support.engines import on_postgresql
from tests.support.load.standing import stand_at_check
from tests.support.people import ACUTE, not_me
from tests.support.walker import Walker

pytestmark = on_postgresql
Act = Callable[[], None]


def about_to_send(app: Flask) -> Walker:
    client = app.test_client()
    client.set_cookie("s", stand_at_check(app, "somebody"))
    walker = Walker(ClientBrowser(client), ACUTE, not_me)
    walker.open("/check")
    return walker


def hang_up() -> None:
    """The server ends what this connection does, as it does when it is stopped."""
    own = db.session.connection()
    number = own.scalar(sa.select(sa.func.pg_backend_pid()))
    with db.engine.connect() as other:
        other.execute(sa.select(sa.func.pg_terminate_backend(number)))


@contextmanager
def the_first_times(
    where: str, real: Callable[..., Any], *, before: Act = lambda: None, after: Act = lambda: None, times: int = 1
) -> Iterator[None]:
    """Around the first so many calls of this, something happens."""
    left = times

    def called(*args: object, **named: object) -> object:
        nonlocal left
        happens = left > 0
        left -= 1
        if happens:
            before()
        result = real(*args, **named)
        if happens:
            after()
        return result

    with patch(where, called):
        yield


def sent(app: Flask) -> tuple[int, int]:
    """How many screenings there are, and alerts."""
    with app.app_context():
        return db.session.query(Screening).count(), db.session.query(Alert).count()


def test_a_connection_that_ends_before_anything_was_said_is_made_up_for(app: Flask) -> None:
    walker = about_to_send(app)
    with the_first_times("app.patient.finish_routes.send", send, before=hang_up):
        assert walker.go_on().path == "/received"
    assert sent(app) == (1, 1)


def test_what_was_committed_before_the_connection_ended_is_not_sent_again(app: Flask) -> None:
    def lost() -> None:
        raise OperationalError("COMMIT", {}, psycopg.OperationalError("gone"), connection_invalidated=True)

    walker = about_to_send(app)
    with the_first_times("app.patient.finish_routes.db.session.commit", db.session.commit, after=lost):
        assert walker.go_on().path == "/received"
    assert sent(app) == (1, 1)


def test_who_gives_way_to_somebody_else_is_sent_at_the_second_try(app: Flask) -> None:
    def gives_way() -> None:
        raise OperationalError("COMMIT", {}, psycopg.errors.DeadlockDetected("deadlock"))

    walker = about_to_send(app)
    with the_first_times("app.patient.finish_routes.db.session.commit", db.session.commit, before=gives_way):
        assert walker.go_on().path == "/received"
    assert sent(app) == (1, 1)


def test_when_the_second_try_ends_too_nothing_is_claimed_that_nobody_knows(app: Flask) -> None:
    walker = about_to_send(app)
    with the_first_times("app.patient.finish_routes.send", send, before=hang_up, times=2):
        page = walker.go_on()
    assert page.status == 503
    assert "We do not know if your answers reached us" in page.text
    assert "Nothing was sent" not in page.text
    assert walker.open("/check").path == "/check"
    assert walker.go_on().path == "/received"
    assert sent(app) == (1, 1)


def test_what_cannot_be_over_by_now_is_not_tried_again(app: Flask) -> None:
    tried: list[str] = []

    def full() -> None:
        tried.append("once")
        raise OperationalError("COMMIT", {}, Exception("disk is full"))

    walker = about_to_send(app)
    with the_first_times("app.patient.finish_routes.db.session.commit", db.session.commit, before=full, times=2):
        page = walker.go_on()
    assert (page.status, tried) == (503, ["once"])
    assert "Nothing was sent" in page.text
