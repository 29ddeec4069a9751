"""`flask fhir`: a response comes in as a line that `flask score` reads."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from app.handoff.fhir.response import questionnaire_response
from app.handoff.fhir.whole_screening import whole_screening
from app.instruments import catalogue, read_answers

ANSWERS = {"age": 34, "phq9_1": 2, "asq_1": "no", "px_motives": ["pain", "sleep"], "px_matters": "skip"}
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_response_becomes_a_line_that_is_scored(run: FlaskCliRunner, tmp_path: Path) -> None:
    response = questionnaire_response(whole_screening(), read_answers(catalogue(), ANSWERS), NOON)
    file = tmp_path / "response.json"
    file.write_text(json.dumps(response), encoding="utf-8")
    back = run.invoke(args=["fhir", "import", str(file)])
    assert json.loads(back.stdout) == ANSWERS
    scored = run.invoke(args=["score"], input=back.stdout)
    assert scored.stdout == run.invoke(args=["score"], input=json.dumps(ANSWERS)).stdout


def test_the_whole_screening_is_a_questionnaire_too(run: FlaskCliRunner) -> None:
    found = json.loads(run.invoke(args=["instruments", "export", "screening"]).stdout)
    assert (found["resourceType"], found["id"]) == ("Questionnaire", "screening")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"resourceType": "QuestionnaireResponse"}', "[" * 100_000])
def test_what_is_no_response_is_refused_in_one_line(run: FlaskCliRunner, text: str) -> None:
    result = run.invoke(args=["fhir", "import", "-"], input=text)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
