"""The commands that other programs call: what goes in, what comes out, and the exit status."""

import base64
import json
from pathlib import Path

from flask import Flask
from flask.testing import FlaskCliRunner

from app.accounts import by_email
from app.cli.demo import PASSWORD
from tests.support.desk import halfway_in, hire
from tests.support.sites import second_site


def test_adding_staff_prints_a_link_that_works_once(app: Flask, run: FlaskCliRunner) -> None:
    result = run.invoke(args=["staff", "add", "someone@example.org", "--role", "clinician"])
    link = result.stdout.strip()
    assert "/staff/enrol/" in link
    path = "/staff" + link.split("/staff", 1)[1]
    assert app.test_client().get(path).status_code == 200
    assert run.invoke(args=["staff", "add", "not an address", "--role", "clinician"]).exit_code == 1
    assert run.invoke(args=["staff", "add", "x@example.org", "--role", "owner"]).exit_code != 0


def test_staff_of_another_site_are_added_by_the_code_of_its_address(app: Flask, run: FlaskCliRunner) -> None:
    hill = second_site(app)
    added = run.invoke(args=["staff", "add", "hill@clinic.example", "--role", "admin", "--site", str(hill.way_in)])
    assert added.exit_code == 0
    with app.app_context():
        user = by_email("hill@clinic.example")
    assert user is not None
    assert user.site_id == hill.id
    refused = run.invoke(args=["staff", "add", "b@clinic.example", "--role", "admin", "--site", "nowhere"])
    assert (refused.exit_code, refused.output) == (1, "Error: there is no site nowhere\n")


def test_the_log_is_whole_and_tidying_leaves_what_is_needed(run: FlaskCliRunner) -> None:
    run.invoke(args=["staff", "add", "someone@example.org", "--role", "clinician"])
    assert run.invoke(args=["activity", "verify"]).exit_code == 0
    assert "0 expired drafts" in run.invoke(args=["tidy"]).stdout


def test_a_demo_lists_its_sign_ins_for_programs_and_says_what_it_is(app: Flask, settings: object) -> None:
    from app.settings import current_settings as current

    with app.app_context():
        instance = current().instance
    result = app.test_cli_runner().invoke(args=["demo", "--only-fill"])
    assert result.exit_code == 0, result.output
    staff = json.loads(Path(instance / "demo-staff.json").read_text())
    assert {entry["role"] for entry in staff} == {"coordinator", "clinician", "supervisor", "admin", "auditor"}
    assert all(sorted(entry) == ["email", "password", "role", "site", "totp_secret"] for entry in staff)
    assert len({entry["totp_secret"] for entry in staff}) == len(staff)
    assert all(len(base64.b32decode(entry["totp_secret"])) == 20 for entry in staff)
    assert (instance / "DEMO").exists()
    assert "made up" in app.test_client().get("/").get_data(as_text=True)


def test_whoever_runs_a_demo_gets_codes_by_which_they_can_sign_in(app: Flask, run: FlaskCliRunner) -> None:
    assert run.invoke(args=["demo", "--codes"]).exit_code == 1
    run.invoke(args=["demo", "--only-fill"])
    line = next(line for line in run.invoke(args=["demo", "--codes"]).stdout.splitlines() if "admin@" in line)
    _, email, _, _, code, _, _ = line.split()
    browser = app.test_client()
    assert browser.post("/staff/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
    assert browser.post("/staff/sign-in/code", data={"otp": code}).status_code == 303
    assert browser.get("/staff/team").status_code == 200


def test_somebody_who_lost_their_authenticator_sets_up_a_new_one_after_a_command(
    app: Flask, run: FlaskCliRunner
) -> None:
    email = hire(app, "admin")
    assert run.invoke(args=["staff", "reset-factor", "nobody@clinic.example"]).exit_code == 1
    assert run.invoke(args=["staff", "reset-factor", email]).exit_code == 0
    assert halfway_in(app, email).get("/staff/sign-in/set-up").select(".qr svg")


def test_a_demo_never_takes_over_an_instance_that_somebody_uses(app: Flask) -> None:
    app.test_client().post("/start", headers={"Origin": "http://localhost"})
    result = app.test_cli_runner().invoke(args=["demo", "--only-fill"])
    assert result.exit_code == 1
    assert "is in use" in result.stderr
