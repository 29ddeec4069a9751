"""The commands that other programs call: what goes in, what comes out, and the exit status."""

import base64
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from app import migrations
from app.accounts import anyone_enrolled, by_email
from app.cli.demo import PASSWORD
from app.cli.wipe import _named
from app.extensions import db, writing
from app.instruments import catalogue
from app.intake.arriving.drafts import anything_begun
from app.settings import Settings
from tests.support.desk import halfway_in, hire
from tests.support.engines import on_each_engine
from tests.support.running import running
from tests.support.sites import second_site


@pytest.fixture
def run(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def scored(run: FlaskCliRunner, *lines: str) -> tuple[int, list[dict[str, object]]]:
    result = run.invoke(args=["score"], input="".join(f"{line}\n" for line in lines))
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_no_answers_give_no_scores_and_the_flags_that_hold_as_they_stand(run: FlaskCliRunner) -> None:
    status, [found] = scored(run, "{}")
    assert status == 0
    assert found == {
        "scores": {},
        "flags": [
            {"id": "SUI_INCOMPLETE", "level": "elevated", "because": ["asq_1", "asq_2", "asq_3", "asq_4", "phq9_9"]}
        ],
        "level": "elevated",
        "temporal": "T4",
        "quadrant": "I",
    }


def test_scores_are_keyed_by_instrument_and_by_substance(run: FlaskCliRunner) -> None:
    answers = {
        **{f"phq9_{number}": 1 for number in range(1, 10)},
        "taps2_alc_1": "yes", "taps2_alc_2": "yes",
        "bam_8": 3, "bam_9": 2, "bam_11": 0,
        "peg_1": 4, "peg_2": 4, "peg_3": 5,
        "taps2_oth_1": "yes", "taps2_oth_which": "skip",
        "px_opioid_rx": "yes", "px_benzo_daily": "yes",
    }  # fmt: skip
    _, [found] = scored(run, json.dumps(answers))
    assert found["scores"] == {
        "phq2": {"score": 2, "band": "go to PHQ-9 (sensitive cut)", "prorated": False, "missing": []},
        "phq9": {"score": 9, "band": "mild", "prorated": False, "missing": []},
        "peg": {"score": 4.3, "band": "moderate", "prorated": False, "missing": []},
        "taps2_alc": {
            "score": None,
            "band": "higher risk",
            "prorated": False,
            "missing": ["taps2_alc_3", "taps2_alc_4"],
            "min_score": 2,
        },
        "bam_items": {"marks": ["strong craving"]},
    }
    flags = found["flags"]
    assert isinstance(flags, list)
    because = ["px_opioid_rx", "px_benzo_daily", "taps2_alc_2"]
    assert {"id": "OD_COMBO", "level": "urgent", "because": because} in flags


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "",
        "[]",
        "null",
        '{"phq9_1": 4}',
        '{"phq9_1": "1"}',
        '{"phq9_1": true}',
        '{"phq9_1": 1.0}',
        '{"phq9_1": null}',
        '{"phq9_1": NaN}',
        '{"phq9_1": 1, "phq9_1": 3}',
        '{"audit_4": 1}',
        '{"nonsense": 1}',
        '{"age": 9}',
        '{"age": 121}',
        '{"asq_1": "maybe"}',
        '{"px_motives": []}',
        '{"px_motives": "pain"}',
        '{"px_motives": ["pain", "none"]}',
        '{"px_motives": ["pain", "skip"]}',
        '{"px_matters": "\\u0000"}',
        '{"px_matters": "\\ud800"}',
        json.dumps({"px_matters": "x" * 1001}),
    ],
)
def test_a_line_that_is_no_set_of_answers_is_an_error_in_its_place_and_the_rest_goes_on(
    run: FlaskCliRunner, line: str
) -> None:
    status, found = scored(run, "{}", line, '{"asq_5": "yes"}')
    assert status == 1
    assert [sorted(part) == ["error"] for part in found] == [False, True, False]
    assert found[2]["level"] == "imminent"


def test_every_line_that_is_sound_leaves_the_exit_status_at_zero(run: FlaskCliRunner) -> None:
    every_item_skipped = json.dumps({link_id: "skip" for link_id in catalogue().items})
    assert scored(run, every_item_skipped, '{"px_motives": ["skip"]}', '{"age": 34}')[0] == 0


def test_instruments_are_listed_with_version_title_licence_and_languages(run: FlaskCliRunner) -> None:
    lines = [line.split("\t") for line in run.invoke(args=["instruments"]).stdout.splitlines()]
    assert len(lines) == len(catalogue().instruments)
    assert all(len(line) == 5 and all(line) for line in lines)
    assert {line[0] for line in lines if line[4] == "en es"} == {"phq2", "phq9", "gad2", "gad7", "asq"}


@pytest.mark.parametrize("instrument_id", sorted(catalogue().instruments))
def test_every_instrument_is_a_questionnaire_with_its_licence_and_its_own_words(
    run: FlaskCliRunner, instrument_id: str
) -> None:
    result = run.invoke(args=["instruments", "export", instrument_id, "--format", "fhir"])
    found = json.loads(result.stdout)
    instrument = catalogue().instruments[instrument_id]
    assert (found["resourceType"], found["status"], found["copyright"]) == (
        "Questionnaire",
        "active",
        instrument.licence,
    )
    asked = [item for item in found["item"] if item["type"] != "display"]
    assert [(item["linkId"], item["text"]) for item in asked] == [
        (item.link_id, item.text) for item in instrument.items
    ]
    known = {item["linkId"] for item in asked}
    for item in asked:
        for condition in item.get("enableWhen", []):
            assert condition["question"] in known
        codes = [option["valueCoding"]["code"] for option in item.get("answerOption", [])]
        assert len(codes) == len(set(codes))


def test_a_questionnaire_carries_the_published_spanish_beside_every_english_text(run: FlaskCliRunner) -> None:
    found = json.loads(run.invoke(args=["instruments", "export", "phq9"]).stdout)
    spanish = [{"url": "lang", "valueCode": "es"}, {"url": "content", "valueString": "Casi todos los días"}]
    translation = {"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": spanish}
    stem, first = found["item"][0], found["item"][1]
    assert found["language"] == "en"
    assert first["answerOption"][3]["valueCoding"]["_display"] == {"extension": [translation]}
    for text in (found["_title"], stem["_text"], first["_text"]):
        assert [part["url"] for part in text["extension"]] == [translation["url"]]


def test_a_question_of_our_own_carries_no_spanish_that_nobody_published(run: FlaskCliRunner) -> None:
    found = json.loads(run.invoke(args=["instruments", "export", "asq"]).stdout)
    assert [item["linkId"] for item in found["item"] if "_text" not in item] == ["asq_4_when"]


def test_a_number_says_its_limits_in_the_questionnaire(run: FlaskCliRunner) -> None:
    found = json.loads(run.invoke(args=["instruments", "export", "project"]).stdout)
    age = next(item for item in found["item"] if item["linkId"] == "age")
    assert [limit["valueInteger"] for limit in age["extension"]] == [10, 120]


def test_an_instrument_that_does_not_exist_is_said_so(run: FlaskCliRunner) -> None:
    result = run.invoke(args=["instruments", "export", "audit"])
    assert result.exit_code == 1
    assert "there is no instrument audit" in result.stderr


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


@on_each_engine
def test_a_wiped_demo_is_an_installation_as_if_new(app: Flask, settings: Settings) -> None:
    run = app.test_cli_runner()
    run.invoke(args=["demo", "--only-fill"])
    result = run.invoke(args=["demo", "--wipe", "--yes"])
    assert result.exit_code == 0, result.output
    assert list(settings.instance.iterdir()) == []
    with running(settings) as again:
        migrations.upgrade(again)
        assert "made up" not in again.test_client().get("/").get_data(as_text=True)
        with again.app_context():
            assert not anyone_enrolled()
            assert not anything_begun()


def test_a_wipe_asks_first_and_no_means_no(app: Flask, settings: Settings) -> None:
    run = app.test_cli_runner()
    run.invoke(args=["demo", "--only-fill"])
    assert run.invoke(args=["demo", "--wipe"], input="n\n").exit_code == 1
    assert (settings.instance / "DEMO").exists()
    with app.app_context():
        assert anything_begun()


def test_a_wipe_never_touches_what_is_no_demo(app: Flask, settings: Settings) -> None:
    app.test_client().post("/start", headers={"Origin": "http://localhost"})
    result = app.test_cli_runner().invoke(args=["demo", "--wipe", "--yes"])
    assert result.exit_code == 1
    assert "is not marked as a demo" in result.stderr
    with app.app_context():
        assert anything_begun()


@on_each_engine
def test_a_wipe_spares_another_database_that_is_not_the_one_of_the_demo(app: Flask, settings: Settings) -> None:
    """The folder is marked, and the settings name a database in which real people work."""
    elsewhere = _moved(app, settings)
    with running(elsewhere) as real:
        (elsewhere.instance / "DEMO").touch()
        (elsewhere.instance / "demo-staff.json").write_text('[{"email": "admin@demo.invalid"}]')
        hire(real, "admin")
        real.test_client().post("/start", headers={"Origin": "http://localhost"})
        result = real.test_cli_runner().invoke(args=["demo", "--wipe", "--yes"])
        assert result.exit_code == 1
        assert "is not the database of this demo; nothing was deleted" in result.stderr
        with real.app_context():
            assert anyone_enrolled()
            assert anything_begun()
        assert (elsewhere.instance / "braid.key").exists()


def test_a_link_to_a_database_is_not_a_database_of_the_folder(app: Flask, settings: Settings, tmp_path: Path) -> None:
    hire(app, "admin")
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "DEMO").touch()
    (folder / "braid.sqlite").symlink_to(settings.instance / "braid.sqlite")
    with running(replace(settings, instance=folder, database_url=f"sqlite:///{folder / 'braid.sqlite'}")) as linked:
        assert linked.test_cli_runner().invoke(args=["demo", "--wipe", "--yes"]).exit_code == 1
    with app.app_context():
        assert anyone_enrolled()


@on_each_engine
def test_a_wipe_leaves_the_tables_of_others(app: Flask, settings: Settings) -> None:
    app.test_cli_runner().invoke(args=["demo", "--only-fill"])
    with app.app_context(), writing():
        db.session.execute(sa.text("CREATE TABLE billing (amount INTEGER)"))
    assert app.test_cli_runner().invoke(args=["demo", "--wipe", "--yes"]).exit_code == 0
    with app.app_context():
        assert sa.inspect(db.engine).get_table_names() == ["billing"]
    assert not (settings.instance / "DEMO").exists()


def test_the_question_names_the_database_and_never_its_password(app: Flask, settings: Settings) -> None:
    secret = f"{settings.database_url}?password=opensesame"
    with app.app_context():
        assert _named(replace(settings, database_url=secret)) == settings.database_url
        address = "postgresql+psycopg://braid:opensesame@db.example/people?password=opensesame"
        assert _named(replace(settings, database_url=address)) == "postgresql+psycopg://braid@db.example/people"
    app.test_cli_runner().invoke(args=["demo", "--only-fill"])
    assert settings.database_url in app.test_cli_runner().invoke(args=["demo", "--wipe"], input="n\n").output


def _moved(app: Flask, settings: Settings) -> Settings:
    """The same installation, with a database that is not in the folder in which its settings look for one."""
    if settings.database_url != f"sqlite:///{settings.instance / 'braid.sqlite'}":
        return settings
    real = settings.instance.parent / "real.sqlite"
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    shutil.move(settings.instance / "braid.sqlite", real)
    return replace(settings, database_url=f"sqlite:///{real}")
