"""`flask fhir`: answers out as a Bundle, and back as a line that `flask score` reads."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

ANSWERS = {"age": 34, "phq9_1": 2, "asq_1": "no", "px_motives": ["pain", "sleep"], "px_matters": "skip"}
EXPORT = ["fhir", "export", "s-1", "--at", "2026-11-21T14:30:00+00:00"]


def test_answers_go_out_and_come_back_as_they_were(run: FlaskCliRunner, tmp_path: Path) -> None:
    out = run.invoke(args=EXPORT, input=json.dumps(ANSWERS))
    assert out.exit_code == 0
    file = tmp_path / "bundle.json"
    file.write_text(out.stdout, encoding="utf-8")
    back = run.invoke(args=["fhir", "import", str(file)])
    assert json.loads(back.stdout) == ANSWERS
    assert run.invoke(args=EXPORT, input=back.stdout).stdout == out.stdout
    scored = run.invoke(args=["score"], input=back.stdout)
    assert scored.stdout == run.invoke(args=["score"], input=json.dumps(ANSWERS)).stdout


def test_the_whole_screening_is_a_questionnaire_too(run: FlaskCliRunner) -> None:
    found = json.loads(run.invoke(args=["instruments", "export", "screening"]).stdout)
    assert (found["resourceType"], found["id"]) == ("Questionnaire", "screening")


def test_a_consent_is_in_the_bundle_where_one_was_given(run: FlaskCliRunner) -> None:
    allowed = ["--recipient", "River Clinic", "--until", "2027-01-31", "--part-2"]
    kinds = [
        [entry["resource"]["resourceType"] for entry in json.loads(run.invoke(args=args, input="{}").stdout)["entry"]]
        for args in (EXPORT, EXPORT + allowed)
    ]
    assert kinds[1] == [*kinds[0][:-1], "Consent", "Provenance"]


@pytest.mark.parametrize(
    ("more", "answers", "said"),
    [
        ([], '{"phq9_99": 1}', "phq9_99: no such item"),
        ([], '{"phq9_1": 9}', "phq9_1: not one of the answers"),
        ([], "[]", "one JSON object"),
        ([], '{"phq9_1": 1, "phq9_1": 2}', "not valid JSON, or a key stands twice"),
        ([], "\xff", "not valid JSON"),
        (["--patient", "7"], "{}", "no reference to a Patient"),
        (["--module", "phq9"], "{}", "phq9 is no optional instrument"),
        (["--at", "2026-11-21"], "{}", "does not match the format"),
    ],
)
def test_what_cannot_go_out_is_refused_and_nothing_is_printed(
    run: FlaskCliRunner, more: list[str], answers: str, said: str
) -> None:
    result = run.invoke(args=EXPORT + more, input=answers)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert said in result.stderr


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"resourceType": "QuestionnaireResponse"}', "[" * 100_000])
def test_what_is_no_response_is_refused_in_one_line(run: FlaskCliRunner, text: str) -> None:
    result = run.invoke(args=["fhir", "import", "-"], input=text)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
