"""What was kept as scores has to follow from the answers: if somebody changed it, staff and operators hear of it."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app import activity
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.intake.case.recheck import recheck
from app.intake.models import Screening, ScreeningVersion
from app.intake.records import Record
from app.screening.definitions_digest import definitions_digest
from app.web.housekeeping import go_round
from tests.support.courses import PAGE, damage
from tests.support.desk import ACUTE, CALM, arrive, desk_of

DOUBT = "Do not rely on stored scores"


def edit(app: Flask, screening_id: str, **changed: object) -> None:
    """Change what was kept, as somebody could who has the key."""
    with app.app_context(), writing():
        sealed = Record.open(db.session.get_one(Screening, screening_id))
        ((row, content),) = sealed.all(ScreeningVersion)
        row.sealed = sealed.seal(ScreeningVersion, row.id, {**content, **changed})


def outcome_of(app: Flask, screening_id: str) -> dict[str, object]:
    with app.app_context():
        ((_, content),) = Record.open(db.session.get_one(Screening, screening_id)).all(ScreeningVersion)
    outcome: dict[str, object] = content["outcome"]
    return outcome


def test_what_nobody_touched_follows_from_the_answers(app: Flask, run: FlaskCliRunner) -> None:
    for answers in (ACUTE, CALM, {**CALM, "phq9_1": 3, "taps1_2": "skip"}):
        arrive(app, answers)
    result = run.invoke(args=["score", "recheck"])
    assert (result.exit_code, result.stdout) == (0, "as they were stored: 3; of other definitions, not compared: 0\n")


@pytest.mark.parametrize("part", ["scores", "level", "flags"])
def test_a_score_that_somebody_changed_is_found_and_told_to_staff_and_operator(
    app: Flask, run: FlaskCliRunner, stopped: StoppedClock, part: str
) -> None:
    changed, whole = arrive(app, ACUTE), arrive(app, ACUTE)
    calm = outcome_of(app, arrive(app, CALM))
    edit(app, changed, outcome={**outcome_of(app, changed), part: calm[part]})
    result = run.invoke(args=["score", "recheck"])
    assert result.exit_code == 1
    assert "cannot be read: 1" in result.output
    ana = desk_of(app, "coordinator")
    assert DOUBT in ana.get(PAGE.format(changed)).get_text()
    assert DOUBT not in ana.get(PAGE.format(whole)).get_text()
    assert "stored scores do not follow from them: 1" in run.invoke(args=["doctor"]).output
    with app.app_context():
        (found,) = [row for row in activity.latest(20) if row.action == "score.mismatch"]
        assert (found.subject_id, found.detail) == (changed, {})
        recheck()
        assert [row.action for row in activity.latest(20)].count("score.mismatch") == 1, "told once"


def test_the_server_finds_it_in_its_daily_round(app: Flask, run: FlaskCliRunner, stopped: StoppedClock) -> None:
    broken = arrive(app, ACUTE)
    damage(app, broken)
    with app.app_context():
        go_round()
    assert "stored scores do not follow from them: 1" in run.invoke(args=["doctor"]).output


def test_once_it_is_as_it_was_nobody_is_warned_any_more(app: Flask, run: FlaskCliRunner) -> None:
    changed = arrive(app, ACUTE)
    before = outcome_of(app, changed)
    for outcome, status in (({**before, "level": "routine"}, 1), (before, 0)):
        edit(app, changed, outcome=outcome)
        assert run.invoke(args=["score", "recheck"]).exit_code == status
    assert DOUBT not in desk_of(app, "coordinator").get(PAGE.format(changed)).get_text()


def test_what_came_under_other_definitions_is_counted_and_not_compared(app: Flask, run: FlaskCliRunner) -> None:
    earlier = arrive(app, ACUTE)
    edit(app, earlier, definitions="0" * 16, outcome={})
    result = run.invoke(args=["score", "recheck"])
    assert (result.exit_code, result.stdout) == (0, "as they were stored: 0; of other definitions, not compared: 1\n")


def test_each_screening_keeps_by_which_definitions_it_was_scored(app: Flask) -> None:
    screening_id = arrive(app, CALM)
    with app.app_context():
        content = Record.open(db.session.get_one(Screening, screening_id)).all(ScreeningVersion)[0][1]
        assert content["definitions"] == definitions_digest()
