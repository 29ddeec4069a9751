"""`flask import`: what goes in, what comes out where, and the exit status."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app import activity
from app.accounts import by_email, of_site
from app.imports.kinds import KINDS
from app.staff.matrix import matrix
from app.web.request_guard import LARGER, TAKE_A_FILE
from tests.support.desk import hire

STAFF = "email,name,role\na@clinic.example,Ana,coordinator\n=b@clinic.example,Ben,clinician\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list with something wrong in its third row."""
    path = tmp_path / "staff.csv"
    path.write_text(STAFF)
    return path


def put_right(file: Path) -> str:
    file.write_text(STAFF.replace("=", ""))
    return str(file)


def test_a_dry_run_says_what_would_come_of_each_row_and_changes_nothing(
    app: Flask, run: FlaskCliRunner, file: Path
) -> None:
    result = run.invoke(args=["import", "staff", str(file), "--dry-run"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "row 2: new",
        "row 3: WRONG email: This is a formula or what became of one. Put the text itself into the cell.",
        "1 new, 0 here already, 1 WRONG",
        "Error: nothing was brought in: correct the rows that are wrong and try again",
    ]
    assert run.invoke(args=["import", "staff", put_right(file), "--dry-run"]).exit_code == 0
    with app.app_context():
        assert by_email("a@clinic.example") is None


def test_a_list_comes_in_whole_or_not_at_all_and_once_more_changes_nothing(
    app: Flask, run: FlaskCliRunner, file: Path
) -> None:
    assert run.invoke(args=["import", "staff", str(file)]).exit_code == 1
    with app.app_context():
        assert of_site("default") == []
    result = run.invoke(args=["import", "staff", put_right(file)])
    assert (result.exit_code, result.stderr) == (0, "2 brought in\n")
    (ana, link), (ben, _) = csv.reader(StringIO(result.stdout))
    assert (ana, ben) == ("a@clinic.example", "b@clinic.example")
    path = link.removeprefix("http://127.0.0.1:8000")
    again = run.invoke(args=["import", "staff", str(file)])
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "0 brought in\n")
    assert app.test_client().get(path).status_code == 200


def test_a_file_that_is_no_list_is_told_in_one_line(run: FlaskCliRunner, file: Path) -> None:
    file.write_bytes(b"PK\x03\x04")
    result = run.invoke(args=["import", "staff", str(file)])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: This is a workbook.")
    assert len(result.stderr.splitlines()) == 1


def test_whoever_answers_for_a_list_is_named_in_the_log_and_of_a_fitting_role(
    app: Flask, run: FlaskCliRunner, file: Path
) -> None:
    admin, auditor, far = hire(app, "admin"), hire(app, "auditor"), hire(app, "admin", "Far", "other")
    for email in (auditor, "nobody@clinic.example"):
        refused = run.invoke(args=["import", "staff", put_right(file), "--by", email])
        assert refused.exit_code == 1
        assert "is nobody here who may bring in this list" in refused.stderr
    assert run.invoke(args=["import", "staff", put_right(file), "--by", admin]).exit_code == 0
    with app.app_context():
        who = by_email(admin)
        assert who is not None
        assert {row.actor_id for row in activity.latest(3)} == {who.id}
    elsewhere = run.invoke(args=["import", "staff", str(file), "--by", far, "--dry-run"])
    assert "row 2: WRONG email: This address cannot be invited here." in elsewhere.stderr


@pytest.mark.parametrize("name", KINDS)
def test_every_list_is_open_to_the_same_roles_on_its_page(name: str) -> None:
    assert matrix().roles_of(f"staff.try_{name}") == matrix().roles_of(f"staff.bring_{name}") == KINDS[name].roles
    assert matrix().roles_of("staff.lists") >= KINDS[name].roles
    assert f"staff.try_{name}" in TAKE_A_FILE
    assert LARGER[f"staff.bring_{name}"] > LARGER[f"staff.try_{name}"]
