"""Root keys from the command line: who wraps what, a new one under everything, an old one taken away."""

import os
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner

from app.activity import Activity, verify
from app.cli import root_keys
from app.extensions import db, writing
from app.intake.models import Screening
from app.settings import Settings
from app.vault import create_key_file, current_vault, load_keys, rootkeys
from app.vault.wrapped import WrappedKeys
from tests.support.desk import ACUTE, CONTACT, arrive, desk_of, hire
from tests.support.engines import on_each_engine


@pytest.fixture
def key_file(settings: Settings) -> Path:
    return settings.key_file


def ids(path: Path) -> list[int]:
    return list(load_keys(path, may_create=False).wrapping)


def keys(run: FlaskCliRunner, *args: str) -> Result:
    return run.invoke(args=["keys", *args])


def a_while_passes(path: Path) -> None:
    """Let the key file look as if nobody had changed it for an hour."""
    os.utime(path, (time.time() - 3600,) * 2)


@on_each_engine
def test_a_rotation_leaves_nothing_under_the_old_key_which_can_then_be_retired(
    app: Flask, run: FlaskCliRunner, key_file: Path
) -> None:
    case, email = arrive(app, ACUTE, CONTACT), hire(app, "coordinator")
    assert keys(run, "status").output.startswith(
        "root key 1 wraps what is new, and holds: 1 staff_users, 1 staff_factors"
    )
    rotated = keys(run, "rotate")
    assert rotated.exit_code == 0, rotated.output
    assert "root key 2 wraps from now on" in rotated.output
    assert "wrapped anew: 1 screenings" in rotated.output
    assert rotated.output.endswith("root key 1 is not needed any more: flask keys retire 1\n")
    assert "root key 1 opens what is old, and holds: nothing" in keys(run, "status").output
    a_while_passes(key_file)
    assert keys(run, "retire", "1").exit_code == 0
    assert ids(key_file) == [2]
    page = desk_of(app, "coordinator").get(f"/staff/screenings/{case}")
    assert "Robin" in page.get_text()
    with app.app_context():
        rows = db.session.scalars(sa.select(Activity).where(Activity.subject_type == "root_key").order_by(Activity.seq))
        assert [(row.action, row.subject_id) for row in rows] == [("keys.rotated", "2"), ("keys.retired", "1")]
        assert verify() is None
    assert email


def test_a_form_that_was_open_during_a_rotation_can_be_sent(app: Flask, run: FlaskCliRunner) -> None:
    case, desk = arrive(app, ACUTE, CONTACT), desk_of(app, "coordinator")
    page = desk.get(f"/staff/screenings/{case}")
    [form] = [form for form in page.select("form") if str(form["action"]).endswith("/claim")]
    assert keys(run, "rotate").exit_code == 0
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("input")}
    assert desk.client.post(str(form["action"]), data=fields).status_code == 303


def test_what_is_broken_off_goes_on_under_the_same_key(
    app: Flask, run: FlaskCliRunner, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(app, ACUTE)

    def break_off(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(WrappedKeys, "rewrap", break_off)
        assert keys(run, "rotate").exit_code == 1
    assert ids(key_file) == [2, 1]
    assert keys(run, "rotate").exit_code == 0
    assert ids(key_file) == [2, 1], "no third key"
    assert keys(run, "rotate").exit_code == 0
    assert ids(key_file) == [3, 2, 1], "once it is finished, the next one is another rotation"


def test_a_key_that_was_only_added_is_the_one_that_is_put_first(run: FlaskCliRunner, key_file: Path) -> None:
    assert keys(run, "add").exit_code == 0
    assert ids(key_file) == [1, 2]
    again = keys(run, "add")
    assert (again.exit_code, again.output) == (1, "Error: root key 2 waits already: flask keys rotate puts it first\n")
    assert keys(run, "rotate").exit_code == 0
    assert ids(key_file) == [2, 1]


@pytest.mark.parametrize(
    ("key_id", "said"),
    [
        ("1", "still wraps 1 screenings"),
        ("2", "is the one that wraps"),
        ("7", "there is no root key 7 in the key file"),
    ],
)
def test_a_key_that_is_needed_is_not_retired(
    app: Flask, run: FlaskCliRunner, key_file: Path, key_id: str, said: str
) -> None:
    arrive(app, ACUTE)
    rootkeys.add_key(key_file)
    rootkeys.put_first(key_file, 2)
    a_while_passes(key_file)
    refused = keys(run, "retire", key_id)
    assert refused.exit_code == 1
    assert said in refused.output
    assert ids(key_file) == [2, 1]
    with app.app_context():
        assert not db.session.scalars(sa.select(Activity).where(Activity.action == "keys.retired")).all()


def test_a_key_is_not_retired_while_somebody_may_still_write_under_it(run: FlaskCliRunner, key_file: Path) -> None:
    assert keys(run, "rotate").exit_code == 0
    refused = keys(run, "retire", "1")
    assert refused.exit_code == 1
    assert "wait a minute" in refused.output
    assert ids(key_file) == [2, 1]


@on_each_engine
def test_a_key_that_is_missing_is_named_and_what_it_wraps_is_left_as_it_is(
    app: Flask, run: FlaskCliRunner, key_file: Path
) -> None:
    case = arrive(app, ACUTE)
    with app.app_context(), writing():
        other = b"\x00\x07" + db.session.get_one(Screening, case).wrapped_key[2:]
        db.session.execute(sa.update(Screening).values(wrapped_key=other))
    status = keys(run, "status")
    assert status.exit_code == 1
    assert "root key 7 is not in the key file, and holds: 1 screenings" in status.output
    rotated = keys(run, "rotate")
    assert rotated.exit_code == 1
    assert "1 screenings under root key 7" in rotated.output
    with app.app_context():
        assert db.session.get_one(Screening, case).wrapped_key == other


def test_somebody_who_wraps_a_row_meanwhile_wins(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The step read a row; before it writes, somebody seals that row under a key of its own."""
    case = arrive(app, ACUTE)
    with app.app_context():
        [step] = [step for step in root_keys.EVERYWHERE if step.table == "screenings"]
        root_keys.begin_rotation()
        meanwhile = current_vault().new_record_key().wrapped
        before = WrappedKeys._swap

        def write_first(self: WrappedKeys, changes: list[dict[str, object]]) -> int:
            with writing():
                db.session.execute(sa.update(Screening).values(wrapped_key=meanwhile))
            return before(self, changes)

        monkeypatch.setattr(WrappedKeys, "_swap", write_first)
        assert step.rewrap(current_vault()) == 0
        assert db.session.get_one(Screening, case, populate_existing=True).wrapped_key == meanwhile


def test_what_was_begun_under_the_older_key_and_is_committed_last_is_wrapped_anew_too(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there just when everything else was found to be done."""
    case = arrive(app, ACUTE)
    with app.app_context():
        late = current_vault().new_record_key().wrapped
        root_keys.begin_rotation()
        looks = root_keys._anything_left

        def commit_then_look() -> bool:
            monkeypatch.setattr(root_keys, "_anything_left", looks)
            with writing():
                db.session.execute(sa.update(Screening).values(wrapped_key=late))
            return looks()

        monkeypatch.setattr(root_keys, "_anything_left", commit_then_look)
        done = list(root_keys.rewrap())
        assert [count for table, count in done if table == "screenings"] == [1, 1]
        assert db.session.get_one(Screening, case, populate_existing=True).wrapped_key != late


def test_more_rows_than_a_step_takes_are_all_wrapped_anew(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.vault.wrapped.AT_ONCE", 2)
    for _ in range(5):
        hire(app, "coordinator")
    with app.app_context():
        root_keys.begin_rotation()
        done = list(root_keys.rewrap())
        assert ("staff_users", 5) in done
        assert list(root_keys.rewrap()) == []


def test_a_key_file_that_cannot_be_changed_is_said_in_one_line(
    run: FlaskCliRunner, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("app.vault.rootkeys.tempfile.mkstemp", refuse)
    refused = keys(run, "rotate")
    assert (refused.exit_code, refused.output) == (
        1,
        f"Error: key file {key_file} cannot be changed: Permission denied\n",
    )


def test_another_installations_key_file_is_not_taken_over(app: Flask, key_file: Path, tmp_path: Path) -> None:
    create_key_file(tmp_path / "other.key")
    (tmp_path / "other.key").replace(key_file)
    with app.app_context():
        assert current_vault().derive("activity") != b""
        before = current_vault().new_record_key()
        assert current_vault().open_record_key(before.wrapped) == before.plain
