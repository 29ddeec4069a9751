"""The report of one screening: all three strands, what is missing, nothing but the outcome, the notice of the law."""

import sqlalchemy as sa
from flask import Flask

from app import activity
from app.alerts.models import Alert
from app.extensions import db
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.handoff.report import Report, report_of
from app.instruments import Answer, Complete, Incomplete
from app.intake.case.review import case_of
from app.intake.models import Screening
from tests.support.desk import ACUTE, CALM, CONTACT, arrive, call_then, desk_of

MOOD: dict[str, Answer] = {**CALM, **{f"phq9_{number}": 2 for number in range(1, 10)}, "phq9_9": 0}


def report_on(app: Flask, screening_id: str) -> Report:
    with app.app_context():
        row = db.session.get(Screening, screening_id)
        assert row is not None
        return report_of(case_of(row), centre="Harbor House")


def test_the_three_strands_are_always_there_even_where_one_was_never_answered(app: Flask) -> None:
    asked_for_a_call = report_on(app, call_then(app, {"px_private": "yes"}, None))
    assert {lines.strand.key for lines in asked_for_a_call.strands} >= {"use", "mood", "stress"}


def test_it_says_what_the_outcome_says(app: Flask) -> None:
    screening_id = arrive(app, {**ACUTE, **MOOD, "phq9_9": 1}, CONTACT)
    report = report_on(app, screening_id)
    with app.app_context():
        row = db.session.get(Screening, screening_id)
        assert row is not None
        outcome = case_of(row).outcome
    found = {score.key: score.result for lines in report.strands for score in lines.scores}
    assert found == outcome.scores
    assert [flag.id for flag in report.flags if flag.standing] == [flag.id for flag in outcome.flags]
    assert (report.level, report.temporal, report.quadrant) == (outcome.level, outcome.temporal, outcome.quadrant)
    assert report.caveats == outcome.caveats


def test_what_was_skipped_is_missing_and_no_zero(app: Flask) -> None:
    report = report_on(app, arrive(app, {**MOOD, "phq9_1": "skip", "phq9_2": "skip", "phq9_3": "skip"}))
    (phq9,) = [score for lines in report.strands for score in lines.scores if score.key == "phq9"]
    assert isinstance(phq9.result, Incomplete)
    assert [(line.link_id, line.state) for line in phq9.missing] == [(f"phq9_{n}", "skipped") for n in (1, 2, 3)]
    assert (phq9.answered, phq9.asked_of) == (6, 9)


def test_a_prorated_score_says_which_question_is_missing(app: Flask) -> None:
    report = report_on(app, arrive(app, {**MOOD, "phq9_8": "skip"}))
    (phq9,) = [score for lines in report.strands for score in lines.scores if score.key == "phq9"]
    assert isinstance(phq9.result, Complete)
    assert phq9.result.prorated
    assert [line.link_id for line in phq9.missing] == ["phq9_8"]


def test_a_flag_that_a_changed_answer_took_away_is_still_told(app: Flask) -> None:
    report = report_on(app, call_then(app, ACUTE, {**CALM, "phq9_9": 0, "asq_3": "no"}))
    assert [flag.id for flag in report.flags if not flag.standing]


def test_staff_read_it_on_one_page_with_the_notice_and_the_reading_is_recorded(app: Flask) -> None:
    desk, case = desk_of(app, "coordinator"), arrive(app, MOOD, CONTACT)
    page = desk.get(f"/staff/screenings/{case}/report")
    text = page.get_text(" ", strip=True)
    assert NOTICE in text
    assert text.count(SHORT_NOTICE) == 2  # at the head and at the end of each printed page
    assert [heading.get_text() for heading in page.select(".strand-lines h2")][:3] == [
        "Mood",
        "Worry and stress",
        "Use",
    ]
    assert "16 of 27" in text
    assert "Robin" in text
    with app.app_context():
        assert activity.latest(1)[0].action == "report.read"


def test_reading_the_report_is_not_acting_on_an_alert(app: Flask) -> None:
    """How to reach the person stands on the page of the screening, which somebody still has to open."""
    desk, case = desk_of(app, "coordinator"), arrive(app, ACUTE, CONTACT)
    desk.get(f"/staff/screenings/{case}/report")
    with app.app_context():
        assert [alert.seen_at for alert in db.session.scalars(sa.select(Alert))] == [None]
