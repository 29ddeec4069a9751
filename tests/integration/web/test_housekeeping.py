"""What was promised to be deleted goes while the server runs, with no timer of the operator's."""

from datetime import timedelta

from flask import Flask

from app import activity
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.intake.arriving.models import Draft
from app.web.housekeeping import go_round
from tests.support.client_browser import somebody


def drafts(app: Flask) -> int:
    """How many are left after a round."""
    with app.app_context():
        go_round()
        return db.session.query(Draft).count()


def test_expired_answers_go_by_themselves(app: Flask, stopped: StoppedClock) -> None:
    somebody(app).walk(until="/s/5")
    stopped.move(timedelta(hours=71))
    assert drafts(app) == 1
    stopped.move(timedelta(hours=2))
    assert drafts(app) == 0
    with app.app_context():
        (found,) = activity.latest(1, activity.Activity.action == "drafts.expired")
        assert found.detail == {"count": 1}
