"""However many screenings there are: no page of the desk, no arrival and no round reads through all of them."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from app.alerts.dead_man import count_unopened, count_untold
from app.extensions import clock, db
from app.intake.arriving.tidy import tidy_up
from app.intake.models import Screening
from app.readiness.measured import as_text
from app.retention.run import run
from tests.support.desk import ACUTE, CONTACT, Desk, arrive, desk_of
from tests.support.engines import on_postgresql
from tests.support.kept import full
from tests.support.multiplied import multiply
from tests.support.plans import noted, scanned

pytestmark = on_postgresql
MANY = 2_000  # copies of each screening; of fewer rows PostgreSQL may well read all
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


def look_at_everything(desk: Desk, person_id: str, *cases: str) -> None:
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


def test_every_question_finds_its_rows_by_an_index(app: Flask) -> None:
    known = full(app)
    open_one = arrive(app, ACUTE, CONTACT)
    desk = desk_of(app, "supervisor")
    with app.app_context():
        large = multiply(MANY)
        engine = db.engine
        person_id = str(db.session.scalar(sa.select(Screening.person_id).where(Screening.id == known.other)))
        assert {"screenings", "screening_versions", "alerts", "fhir_pushes", "activity", "notes"} <= large
    with noted(engine) as asked:
        look_at_everything(desk, person_id, open_one, known.other)
        arrive(app, ACUTE, CONTACT)
        with app.app_context():
            count_unopened(), count_untold()
            run(dry=True)
            tidy_up()
        as_text(app)
    assert len(asked) > 100
    with app.app_context():
        found = {statement: scanned(engine, statement, given) & large for statement, given in asked.items()}
    assert {statement: tables for statement, tables in found.items() if tables} == {}


def test_this_test_would_see_a_question_without_an_index(app: Flask) -> None:
    arrive(app, ACUTE)
    with app.app_context():
        large = multiply(MANY)
        with noted(db.engine) as asked:
            db.session.scalars(
                sa.select(Screening).where(Screening.first_contact_at < clock.now() - timedelta(1))
            ).all()
        assert [scanned(db.engine, *one) & large for one in asked.items()] == [{"screenings"}]
