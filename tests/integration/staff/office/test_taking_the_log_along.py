"""The log as a signed file: checked without Braid by a script that knows nothing but the public key."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.activity import export
from app.vault import Vault
from app.vault.keyfile import Keys
from tests.support.desk import ACUTE, CONTACT, arrive, desk_of
from tests.support.sites import second_site
from tools.check_activity_export import PARTS, Wrong, main

SCRIPT = Path(__file__).parents[4] / "tools/check_activity_export.py"
EXPORT = "/staff/activity/export"


@pytest.fixture
def key(run: FlaskCliRunner, tmp_path: Path) -> Path:
    """What the command printed, kept elsewhere."""
    path = tmp_path / "key.pem"
    path.write_text(run.invoke(args=["activity", "public-key"]).stdout)
    return path


@pytest.fixture
def taken(app: Flask, tmp_path: Path) -> Path:
    """The log of a site at which somebody read a screening, and of which another site knows nothing."""
    hill = second_site(app)
    desk_of(app, "coordinator", "Hilda Hill", hill.id).get("/staff/queue")
    desk_of(app, "coordinator", "Ana Duarte").get(f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}")
    response = desk_of(app, "auditor", "Au Ditor").post(EXPORT, days="7")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    path = tmp_path / "log.zip"
    path.write_bytes(response.data)
    return path


def parts_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def with_part(file: Path, name: str, content: bytes) -> Path:
    """The same file, with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as changed:
        for part, before in parts_of(file).items():
            changed.writestr(part, content if part == name else before)
    other = file.with_name("changed.zip")
    other.write_bytes(made.getvalue())
    return other


def test_the_script_needs_nothing_of_braid(taken: Path, key: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-I", str(SCRIPT), str(taken), str(key)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "as it was signed" in done.stdout
    refused = subprocess.run([*command[:-1], str(taken)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr) == (1, "this is no public key\n")


def test_it_holds_the_rows_of_ones_own_site_and_how_far_the_whole_log_had_come(taken: Path, key: Path) -> None:
    parts = parts_of(taken)
    rows = [json.loads(line) for line in parts["activity.jsonl"].splitlines()]
    said = json.loads(parts["head.json"])
    names = {row["name"] for row in rows}
    assert {"Ana Duarte", "Au Ditor"} <= names
    assert "Hilda Hill" not in names
    assert CONTACT["contact_name"].encode() not in parts["activity.jsonl"]
    assert rows[-1]["action"] == "activity.exported"
    assert (said["rows"], said["by"], said["head"]["seq"]) == (len(rows), "Au Ditor", rows[-1]["seq"])
    assert said["head"]["mac"] == rows[-1]["mac"]


@pytest.mark.parametrize("part", PARTS)
def test_one_byte_that_is_not_as_it_was_signed_is_found(taken: Path, key: Path, part: str) -> None:
    whole = parts_of(taken)[part]
    for at in (0, len(whole) // 2, len(whole) - 1):
        changed = bytearray(whole)
        changed[at] ^= 1
        with pytest.raises(Wrong):
            main(str(with_part(taken, part, bytes(changed))), str(key))


def test_a_file_that_is_cut_or_holds_more_is_refused(taken: Path, key: Path) -> None:
    cut = taken.with_name("cut.zip")
    cut.write_bytes(taken.read_bytes()[:-40])
    with pytest.raises(Wrong, match="damaged"):
        main(str(cut), str(key))
    with zipfile.ZipFile(taken, "a") as more:
        more.writestr("more", b"")
    with pytest.raises(Wrong, match="no export"):
        main(str(taken), str(key))


def test_another_installation_signs_with_another_key(app: Flask, taken: Path, key: Path, run: FlaskCliRunner) -> None:
    app.extensions["braid.vault"] = Vault(Keys(b"x" * 32, {1: b"y" * 32}))
    key.write_text(run.invoke(args=["activity", "public-key"]).stdout)
    with pytest.raises(Wrong, match="signature"):
        main(str(taken), str(key))


def test_too_much_or_no_choice_is_said_beside_the_field(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sam = desk_of(app, "supervisor", "Sam Reyes")
    assert "Choose how far back" in sam.post(EXPORT).text
    monkeypatch.setattr(export, "MOST", 2)
    assert "Choose a shorter time" in sam.post(EXPORT, days="366").text
