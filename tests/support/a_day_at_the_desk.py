"""Everything that is asked of a database in a day: by a supervisor's pages, by somebody who arrives, by the rounds."""

import sqlalchemy as sa
from flask import Flask

from app.alerts.dead_man import count_unopened, count_untold
from app.extensions import db
from app.intake.arriving.tidy import tidy_up
from app.intake.models import Screening
from app.readiness.measured import as_text
from app.retention.run import run
from tests.support.desk import ACUTE, CONTACT, Desk, arrive

TABS = ("mine", "unclaimed", "waiting", "follow-up", "in-progress", "closed", "suspect")
PAGES = (
    *(f"/staff/queue?tab={tab}" for tab in TABS),
    *(
        "/staff/queue",
        "/staff/queue?level=imminent",
        "/staff/queue?tab=closed&page=20",
        "/staff/queue/news?since=1&seen=1",
    ),
    *(
        "/staff/shift",
        "/staff/reviews",
        "/staff/rescreens",
        "/staff/requests",
        "/staff/week?weeks=1",
        "/staff/sending",
    ),
    *("/staff/safety?days=7", "/staff/activity", "/staff/alerts", "/staff/retention", "/staff/emergencies"),
)


def person_of(screening_id: str) -> str:
    """Whose screening it is, as staff linked it."""
    return str(db.session.scalar(sa.select(Screening.person_id).where(Screening.id == screening_id)))


def spend_a_day(app: Flask, desk: Desk, person_id: str, *cases: str) -> None:
    """All of it, once."""
    _look_at_everything(desk, person_id, *cases)
    arrive(app, ACUTE, CONTACT)
    with app.app_context():
        count_unopened(), count_untold()
        run(dry=True)
        tidy_up()
    as_text(app)


def _look_at_everything(desk: Desk, person_id: str, *cases: str) -> None:
    """Every page that a supervisor opens in a day. Some cannot be drawn, for what is sealed in a copy opens for nobody;
    they ask all the same.
    """
    for page in (*PAGES, f"/staff/people/{person_id}"):
        assert desk.client.get(page).status_code in (200, 500), page
    for case in (f"/staff/screenings/{screening_id}" for screening_id in cases):
        for page in (case, f"{case}/report", f"{case}/hand-off", f"{case}/disclosures", f"{case}/keeping"):
            assert desk.client.get(page).status_code == 200, page
    for words in ("ABCD2345", "Robin", "555-0142"):
        assert desk.post("/staff/search", words=words).status_code == 200
