"""However many screenings there are: no page of the desk, no arrival and no round reads through all of them."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from app.extensions import clock, db
from app.intake.models import Screening
from tests.support.a_day_at_the_desk import person_of, spend_a_day
from tests.support.desk import ACUTE, CONTACT, arrive, desk_of
from tests.support.engines import on_postgresql, on_sqlite
from tests.support.kept import full
from tests.support.multiplied import multiply
from tests.support.plans import noted, read_by_sqlite, scanned

GROWING = {
    *("screenings", "screening_versions", "risk_events", "search_marks", "alerts", "activity", "invites"),
    *("second_looks", "fhir_pushes", "notes", "contact_attempts", "closures", "decisions", "consents", "disclosures"),
    "rescreens",
}
MANY = 2_000  # copies of each screening; of fewer rows PostgreSQL may well read all


@on_postgresql
def test_every_question_finds_its_rows_by_an_index(app: Flask) -> None:
    known = full(app)
    open_one = arrive(app, ACUTE, CONTACT)
    desk = desk_of(app, "supervisor")
    with app.app_context():
        large = multiply(MANY)
        engine = db.engine
        person_id = person_of(known.other)
        assert {"screenings", "screening_versions", "alerts", "fhir_pushes", "activity", "notes"} <= large
    with noted(engine) as asked:
        spend_a_day(app, desk, person_id, open_one, known.other)
    assert len(asked) > 100
    with app.app_context():
        found = {statement: scanned(engine, statement, given) & large for statement, given in asked.items()}
    assert {statement: tables for statement, tables in found.items() if tables} == {}


@on_postgresql
def test_this_test_would_see_a_question_without_an_index(app: Flask) -> None:
    arrive(app, ACUTE)
    with app.app_context():
        large = multiply(MANY)
        with noted(db.engine) as asked:
            db.session.scalars(
                sa.select(Screening).where(Screening.first_contact_at < clock.now() - timedelta(1))
            ).all()
        assert [scanned(db.engine, *one) & large for one in asked.items()] == [{"screenings"}]


@on_sqlite
def test_no_question_reads_what_is_over_on_sqlite(app: Flask) -> None:
    known = full(app)
    open_one = arrive(app, ACUTE, CONTACT)
    desk = desk_of(app, "supervisor")
    with app.app_context():
        engine, person_id = db.engine, person_of(known.other)
    with noted(engine) as asked:
        spend_a_day(app, desk, person_id, open_one, known.other)
    found = {statement: read_by_sqlite(engine, statement, given) & GROWING for statement, given in asked.items()}
    assert {statement: tables for statement, tables in found.items() if tables} == {}


@on_sqlite
def test_that_test_would_see_the_closed_counted_with_the_open(app: Flask) -> None:
    with app.app_context():
        with noted(db.engine) as asked:
            of_site = sa.select(Screening.level, sa.func.count()).where(Screening.site_id == "default")
            db.session.execute(of_site.where(Screening.closed_at.is_(None)).group_by(Screening.level)).all()
        assert [read_by_sqlite(db.engine, *one) for one in asked.items()] == [{"screenings"}]
