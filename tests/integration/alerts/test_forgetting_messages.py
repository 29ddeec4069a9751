"""What was told to staff is forgotten after a week, and not while an alert still waits for somebody to act."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from app.accounts.api_answers import ApiAnswer
from app.accounts.api_tokens import Scope
from app.alerts.models import Alert, Delivery
from app.extensions import clock, db, writing
from app.extensions.clock import StoppedClock
from app.intake.arriving.tidy import tidy_up
from tests.support.desk import ACUTE, arrive, desk_of
from tests.support.mailbox import open_mailbox
from tests.support.programs import program
from tests.support.telling import go, set_up


def told(app: Flask) -> set[str]:
    """The screenings of which a message to staff is still kept."""
    with app.app_context():
        kept = sa.select(Alert.screening_id).join(Delivery, Delivery.alert_id == Alert.id)
        return set(db.session.scalars(kept))


def test_messages_go_after_a_week_once_somebody_has_acted(app: Flask, stopped: StoppedClock) -> None:
    desk_of(app, "coordinator")
    acted, waits = arrive(app, ACUTE), arrive(app, ACUTE)
    with open_mailbox() as mailbox:
        set_up(app, mailbox)
        go(app)
    with app.app_context(), writing():
        of_it = sa.update(Alert).where(Alert.screening_id == acted)
        db.session.execute(of_it.values(seen_at=clock.now(), acted_at=clock.now(), next_rung_at=None))
    for days, kept in ((6.9, {acted, waits}), (0.2, {waits})):
        stopped.move(timedelta(days=days))
        with app.app_context():
            tidy_up()
        assert told(app) == kept


def test_answers_to_other_systems_go_after_a_day_though_nobody_asks_again(app: Flask, stopped: StoppedClock) -> None:
    elm = program(app, Scope.INVITES)
    assert elm.post("/invites", {"label": "chart 1207", "days": 7}).status_code == 201
    for hours, kept in ((23, 1), (2, 0)):
        stopped.move(timedelta(hours=hours))
        with app.app_context():
            tidy_up()
            assert db.session.query(ApiAnswer).count() == kept
