"""What was promised to be deleted goes while the server is used, with no timer of the operator's."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from app import create_app
from app.activity.models import Activity
from app.extensions import clock, db
from app.intake.arriving.models import Draft
from app.settings import Settings
from tests.support.client_browser import somebody

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)


def drafts(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Draft).count()


def test_expired_answers_go_when_anybody_reads_any_page(settings: Settings) -> None:
    with clock.stopped(NOON) as stopped:
        app = create_app(settings)
        somebody(app).walk(until="/s/5")
        stopped.move(timedelta(hours=71))
        app.test_client().get("/help").close()
        assert drafts(app) == 1
        stopped.move(timedelta(hours=2))
        app.test_client().get("/help").close()
        assert drafts(app) == 0
        with app.app_context():
            found = db.session.query(Activity).filter_by(action="drafts.expired").one()
            assert found.detail == {"count": 1}
            db.session.remove()
            db.engine.dispose()
