"""A backup is made while people answer, opens with the private key alone, and brings everything back."""

import base64
import json
import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.activity import Activity
from app.backup import make, sqlite
from app.backup.facts import Facts
from app.backup.make import alone
from app.backup.sealing import seal, unseal
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.intake.models import Screening
from app.sessions.models import SessionRow
from app.settings import Settings
from app.vault import create_key_file
from tests.support.application import Engines
from tests.support.at_work import Arrivals, at_work
from tests.support.desk import ACUTE, CONTACT, arrive, desk_of, hire, sign_in
from tests.support.engines import on_each_engine, on_sqlite
from tests.support.postgresql import put_programs_on_the_path
from tests.support.running import running
from tests.support.wait import wait_until

CANARY = {**CONTACT, "contact_name": "Canary Wharfinger", "contact_email": "canary@elsewhere.example"}


@dataclass
class Keys:
    """Who may open a backup."""

    identity: Path
    public: str


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "offline.key").write_text(f"# kept in a safe\n{identity}\n")
    return Keys(tmp_path / "offline.key", str(identity.to_public()))


@pytest.fixture
def settings(settings: Settings, engine: str, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    if engine == "postgresql":
        put_programs_on_the_path(monkeypatch)
    (tmp_path / "backups").mkdir()
    folder = tmp_path / "backups"
    return replace(settings, backup_recipients=(keys.public,), backup_folder=folder, backup_keep=2)


@pytest.fixture
def elsewhere(app: Flask, engines: Engines, engine: str, settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """Another machine: an empty instance, and the key file of the first one, which was kept apart."""
    assert app.name  # which makes the key file
    with engines.installation(engine, tmp_path / "elsewhere") as empty:
        empty.key_file.parent.mkdir(exist_ok=True)
        shutil.copy(settings.key_file, empty.key_file)
        with running(empty) as app:
            yield app


def flask(app: Flask, *args: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=[str(arg) for arg in args])


def said(result: Result) -> str:
    """What was refused, which is one line."""
    assert result.exit_code == 1, result.output
    assert result.output.count("\n") == 1, result.output
    return str(result.output)


@on_each_engine
def test_what_was_backed_up_while_people_answered_is_all_there_on_another_machine(
    app: Flask, elsewhere: Flask, keys: Keys, tmp_path: Path, settings: Settings
) -> None:
    case, backup = arrive(app, ACUTE, CANARY), tmp_path / "one.age"
    sign_in(app, hire(app, "coordinator"))
    arrivals = Arrivals(app, tmp_path / "told")
    with at_work(app, arrivals.come):
        arrivals.wait_for_more()
        before = arrivals.sent
        made = flask(app, "backup", backup)
    assert made.exit_code == 0, made.output
    looked = flask(app, "backup", "verify", backup, "--identity", keys.identity)
    assert "is whole" in looked.output, looked.output
    back = flask(elsewhere, "restore", backup, "--identity", keys.identity)
    assert "it is back and whole" in back.output, back.output
    assert flask(elsewhere, "activity", "verify").exit_code == 0
    with elsewhere.app_context():
        assert set(db.session.scalars(sa.select(Screening.id))) >= {case, *before}
        assert db.session.scalars(sa.select(Activity.action).order_by(Activity.seq.desc())).first() == "backup.restored"
        assert not db.session.scalars(sa.select(SessionRow).where(SessionRow.revoked_at.is_(None))).all()
    page = desk_of(elsewhere, "coordinator").get(f"/staff/screenings/{case}")
    assert "Canary Wharfinger" in page.get_text()


@on_each_engine
def test_what_is_there_already_is_only_deleted_when_somebody_says_so(
    app: Flask, elsewhere: Flask, keys: Keys, tmp_path: Path
) -> None:
    old, backup = arrive(app, ACUTE), tmp_path / "one.age"
    assert flask(app, "backup", backup).exit_code == 0
    there = arrive(elsewhere, ACUTE)
    assert "is not empty" in said(flask(elsewhere, "restore", backup, "--identity", keys.identity))
    assert ids(elsewhere) == {there}
    assert flask(elsewhere, "restore", backup, "--identity", keys.identity, "--overwrite").exit_code == 0
    assert ids(elsewhere) == {old}


def ids(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(sa.select(Screening.id)))


def forms_of(word: bytes) -> list[bytes]:
    """A word as it could stand somewhere without being sealed."""
    return [word, word.hex().encode(), base64.b64encode(word)[:-4], word.decode().encode("utf-16-le")]


@on_sqlite  # whose copy is not packed, so that the positive control finds what it looks for
def test_nothing_in_it_can_be_read_without_the_private_key_and_the_key_file_is_not_in_it(
    app: Flask, settings: Settings, keys: Keys, tmp_path: Path
) -> None:
    case, backup = arrive(app, ACUTE, CANARY), tmp_path / "one.age"
    assert flask(app, "backup", backup).exit_code == 0
    sealed = backup.read_bytes()
    for word in (b"Canary Wharfinger", b"canary@elsewhere.example", case.encode(), b"SQLite format 3", b"manifest"):
        assert not [form for form in forms_of(word) if form in sealed]
    plain = tmp_path / "plain"
    unseal(backup, plain, keys.identity)
    opened = plain.read_bytes()
    assert case.encode() in opened, "the positive control: what stands in the clear is there"
    assert b"Canary Wharfinger" not in opened, "and what is sealed in the database is sealed in the copy"
    content = json.loads(settings.key_file.read_bytes())
    for secret in (content["derivation"], content["wrapping"][0]["key"]):
        assert secret.encode() not in opened
        assert base64.b64decode(secret) not in opened


def test_another_private_key_opens_nothing(app: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    backup = tmp_path / "one.age"
    arrive(app, ACUTE)
    assert flask(app, "backup", backup).exit_code == 0
    (tmp_path / "other.key").write_text(str(pyrage.x25519.Identity.generate()))
    refused = flask(elsewhere, "restore", backup, "--identity", tmp_path / "other.key")
    assert "does not open with this private key" in said(refused)
    assert ids(elsewhere) == set()


@pytest.mark.parametrize("damage", ["a byte", "the end", "everything"])
def test_a_damaged_backup_is_found_and_puts_nothing_back(
    app: Flask, elsewhere: Flask, keys: Keys, tmp_path: Path, damage: str
) -> None:
    backup = tmp_path / "one.age"
    arrive(app, ACUTE)
    assert flask(app, "backup", backup).exit_code == 0
    assert flask(app, "backup", "verify", backup).exit_code == 0
    content = bytearray(backup.read_bytes())
    match damage:
        case "a byte":
            content[len(content) // 2] ^= 1
        case "the end":
            del content[len(content) // 2 :]
        case _:
            content = bytearray(b"nothing of ours")
    backup.write_bytes(content)
    assert "is damaged" in said(flask(app, "backup", "verify", backup))
    said(flask(app, "backup", "verify", backup, "--identity", keys.identity))
    said(flask(elsewhere, "restore", backup, "--identity", keys.identity))
    assert ids(elsewhere) == set()


@on_sqlite
def test_a_copy_that_was_changed_inside_is_found(app: Flask, elsewhere: Flask, keys: Keys, tmp_path: Path) -> None:
    """By somebody who has the public key, which is no secret."""
    arrive(app, ACUTE)
    assert flask(app, "backup", tmp_path / "one.age").exit_code == 0
    unseal(tmp_path / "one.age", tmp_path / "plain", keys.identity)
    content = bytearray((tmp_path / "plain").read_bytes())
    content[content.index(b"SQLite format 3") + 5000] ^= 1
    (tmp_path / "plain").write_bytes(content)
    seal(tmp_path / "plain", tmp_path / "changed.age", (keys.public,))
    refused = flask(elsewhere, "restore", tmp_path / "changed.age", "--identity", keys.identity)
    assert "is not the one that was put into it" in said(refused)
    assert ids(elsewhere) == set()


def test_what_opens_and_is_no_backup_is_refused(elsewhere: Flask, keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear all")
    seal(tmp_path / "letter", tmp_path / "letter.age", (keys.public,))
    refused = flask(elsewhere, "restore", tmp_path / "letter.age", "--identity", keys.identity)
    assert "it is no backup of Braid" in said(refused)


@on_sqlite
def test_a_backup_of_a_newer_braid_is_refused(
    app: Flask, elsewhere: Flask, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.backup.sqlite._facts", lambda _: Facts("9999", {}, (0, "")))
        assert flask(app, "backup", tmp_path / "one.age").exit_code == 0
    refused = flask(elsewhere, "restore", tmp_path / "one.age", "--identity", keys.identity)
    assert "newer than this one" in said(refused)


@on_sqlite
def test_what_does_not_come_back_whole_is_said(
    app: Flask, elsewhere: Flask, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(app, ACUTE)
    right = sqlite._facts
    with monkeypatch.context() as patch:
        patch.setattr("app.backup.sqlite._facts", lambda copy: replace(right(copy), log_head=(99, "")))
        assert flask(app, "backup", tmp_path / "one.age").exit_code == 0
    refused = flask(elsewhere, "restore", tmp_path / "one.age", "--identity", keys.identity)
    assert "not all of it" in said(refused)


def test_with_another_key_file_it_says_so_and_stays_locked(
    app: Flask, engines: Engines, engine: str, keys: Keys, tmp_path: Path
) -> None:
    hire(app, "coordinator")
    assert flask(app, "backup", tmp_path / "one.age").exit_code == 0
    with engines.installation(engine, tmp_path / "other") as other:
        other.key_file.unlink(missing_ok=True)
        other.key_file.parent.mkdir(exist_ok=True)
        create_key_file(other.key_file)
        with running(other) as there:
            refused = flask(there, "restore", tmp_path / "one.age", "--identity", keys.identity)
            assert "is not its key file" in said(refused)
        with running(other) as there:
            assert there.test_client().get("/").status_code == 503


@pytest.mark.postgres
def test_without_the_programs_of_postgresql_it_says_what_is_missing(
    engines: Engines, settings: Settings, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    theirs = engines.new_settings("postgresql", tmp_path / "postgresql")
    with running(replace(theirs, backup_recipients=(keys.public,))) as app:
        assert "pg_dump is not on this machine" in said(flask(app, "backup", tmp_path / "one.age"))
    engines.postgres().drop(theirs.database_url)


def test_old_backups_go_once_a_new_one_is_there(app: Flask, settings: Settings, stopped: StoppedClock) -> None:
    folder = settings.backup_folder
    assert folder is not None
    for _ in range(4):
        assert flask(app, "backup").exit_code == 0
        stopped.move(timedelta(hours=1))
    names = sorted(each.name for each in folder.iterdir())
    kept = ["braid-20261123T190000Z.age", "braid-20261123T200000Z.age"]
    assert names == sorted([*kept, *(f"{name}.sha256" for name in kept)])
    assert stat.S_IMODE((folder / kept[0]).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("recipients", "words"),
    [
        ((), "BRAID_BACKUP_RECIPIENT does not say who may open it"),
        (("age1nonsense",), "is no public key that begins with age1"),
    ],
)
def test_without_a_right_public_key_there_is_no_backup(
    settings: Settings, tmp_path: Path, recipients: tuple[str, ...], words: str
) -> None:
    with running(replace(settings, backup_recipients=recipients)) as app:
        assert words in said(flask(app, "backup", tmp_path / "one.age"))
    assert not (tmp_path / "one.age").exists()


def test_a_backup_never_takes_the_place_of_a_file(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "one.age").write_text("an older one")
    assert "is there already" in said(flask(app, "backup", tmp_path / "one.age"))
    assert (tmp_path / "one.age").read_text() == "an older one"


def test_a_folder_that_is_not_there_is_said_in_one_line(app: Flask, tmp_path: Path) -> None:
    assert "cannot be written" in said(flask(app, "backup", tmp_path / "nowhere" / "one.age"))


def test_two_at_once_are_one_too_many(app: Flask, tmp_path: Path) -> None:
    with app.app_context(), alone():
        assert "another backup is being made" in said(flask(app, "backup", tmp_path / "one.age"))


def test_somebody_who_is_killed_leaves_nothing_that_looks_like_a_backup(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = settings.backup_folder
    assert folder is not None

    def write_half(_: Path, sealed: Path, __: tuple[str, ...]) -> None:
        sealed.write_bytes(b"half")
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr("app.backup.make.seal", write_half)
        with at_work(app, lambda: flask(app, "backup")):
            wait_until(lambda: list(folder.iterdir()))
    assert not list(folder.glob("braid-*"))
    assert (settings.instance / ".backup").exists(), "the copy that was under way"
    assert flask(app, "backup").exit_code == 0
    assert len(list(folder.iterdir())) == 2, "the backup and its sum"
    assert not (settings.instance / ".backup").exists()


def test_a_pair_of_keys_is_made_once_and_opens_what_was_sealed_to_it(app: Flask, tmp_path: Path) -> None:
    made = flask(app, "backup", "keygen", tmp_path / "new.key")
    public = made.output.strip().removeprefix("BRAID_BACKUP_RECIPIENT=")
    assert public.startswith("age1")
    assert stat.S_IMODE((tmp_path / "new.key").stat().st_mode) == 0o600
    (tmp_path / "letter").write_text("Dear all")
    seal(tmp_path / "letter", tmp_path / "letter.age", (public,))
    unseal(tmp_path / "letter.age", tmp_path / "opened", tmp_path / "new.key")
    assert (tmp_path / "opened").read_text() == "Dear all"
    before = (tmp_path / "new.key").read_text()
    assert "cannot be written" in said(flask(app, "backup", "keygen", tmp_path / "new.key"))
    assert (tmp_path / "new.key").read_text() == before


def test_the_doctor_says_when_there_is_no_backup_of_today(app: Flask, settings: Settings) -> None:
    assert f"there is no backup in {settings.backup_folder}" in flask(app, "doctor").output
    assert flask(app, "backup").exit_code == 0
    assert "backup" not in flask(app, "doctor").output
    assert settings.backup_folder is not None
    [newest] = settings.backup_folder.glob(make.NAMES)
    os.utime(newest, (time.time() - 27 * 3600,) * 2)
    assert "the newest backup is more than a day old" in flask(app, "doctor").output
