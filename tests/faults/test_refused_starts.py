"""With real people, Braid does not start on anything unsafe: it says what in one line, and shows no secret.

Each row is tried at every entry: `flask serve`, gunicorn with its configuration, the factory that other servers call.
"""

import base64
import json
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.application import Engines
from tests.support.starts import ENTRIES, ROOT, Outcome, Start, outcomes

CANARY = "canary-in-a-secret"
MAIL = f"smtps://braid:{CANARY}@mail.example.org?from=braid@example.org"
NETWORK_MOUNT = "36 35 0:45 / {folder} rw,noatime - nfs4 files:/srv rw"

# What is changed, and what the line has to name.
UNSAFE: list[tuple[Mapping[str, str], str]] = [
    ({"BRAID_KEY_FILE": "{folder}/none.key"}, "none.key is missing"),
    ({"BRAID_KEY_FILE": "{folder}/short.key"}, "short.key is not a key file"),
    ({"BRAID_KEY_FILE": "{folder}/twice.key"}, "twice.key is not a key file"),
    ({"BRAID_KEY_FILE": "{folder}/shared.key"}, "shared.key can be read by others"),
    ({"BRAID_KEY_FILE": ""}, "BRAID_KEY_FILE"),
    ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
    ({"BRAID_BASE_URL": "http://braid.example.org"}, "BRAID_BASE_URL"),
    ({"BRAID_PERSON_URL": "http://checkin.example.org"}, "BRAID_PERSON_URL"),
    ({"BRAID_TRUSTED_HOSTS": ""}, "BRAID_TRUSTED_HOSTS"),
    ({"BRAID_RATE_LIMITS": "off"}, "BRAID_RATE_LIMITS"),
    ({"BRAID_SMTP_URL": ""}, "BRAID_SMTP_URL or BRAID_WEBHOOK_URL"),
    ({"BRAID_SMTP_URL": MAIL.replace(CANARY, "Replace-Me")}, "BRAID_SMTP_URL still holds the placeholder"),
    ({"BRAID_SMTP_URL": MAIL.partition("?")[0]}, "BRAID_SMTP_URL must"),
    ({"BRAID_DATABASE_URL": f"postgresql://braid:{CANARY}@db.example.org/braid"}, "BRAID_DATABASE_URL must use TLS"),
    ({"BRAID_REDIS_URL": f"redis://:{CANARY}@cache.example.org/0"}, "BRAID_REDIS_URL must use rediss://"),
    ({"BRAID_REDIS_URL": "redis://127.0.0.1/0"}, "and a password"),
    (
        {"BRAID_REDIS_URL": f"redis://:{CANARY}@127.0.0.1/0"},
        "BRAID_REDIS_URL and BRAID_SMTP_URL must not hold the same",
    ),
    ({"BRAID_WEBHOOK_URL": "https://hooks.example.org"}, "belong together"),
    ({"BRAID_NONSENSE": CANARY}, "BRAID_NONSENSE is not a setting"),
    ({"BRAID_DATABASE_URL": "sqlite:///{folder}/empty.sqlite"}, "the database is not up to date: flask db upgrade"),
    ({"BRAID_DATABASE_URL": "sqlite:///{folder}/no/such/folder.sqlite"}, "the database cannot be reached"),
    ({"BRAID_DATABASE_URL": "postgresql://braid@127.0.0.1:1/braid"}, "the database cannot be reached"),
]


def key_file(path: Path, *, length: int = 32, same: bool = False, mode: int = 0o600) -> None:
    one = base64.b64encode(secrets.token_bytes(length)).decode()
    other = one if same else base64.b64encode(secrets.token_bytes(length)).decode()
    path.write_text(json.dumps({"derivation": one, "wrapping": [{"id": 1, "key": other}]}))
    path.chmod(mode)


@pytest.fixture(scope="module")
def folder(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that may start, and beside it what must not be used."""
    folder = tmp_path_factory.mktemp("production")
    settings = engines.new_settings("sqlite", folder / "instance")
    shutil.move(settings.key_file, folder / "good.key")
    key_file(folder / "short.key", length=16)
    key_file(folder / "twice.key", same=True)
    key_file(folder / "shared.key", mode=0o640)
    return folder


@pytest.fixture(scope="module")
def sound(folder: Path) -> dict[str, str]:
    return {
        "BRAID_ENV": "production",
        "BRAID_INSTANCE": str(folder / "instance"),
        "BRAID_KEY_FILE": str(folder / "good.key"),
        "BRAID_BASE_URL": "https://braid.example.org",
        "BRAID_TRUSTED_HOSTS": "braid.example.org",
        "BRAID_SMTP_URL": MAIL,
    }


def in_folder(change: Mapping[str, str], folder: Path) -> dict[str, str]:
    return {name: text.replace("{folder}", str(folder)) for name, text in change.items()}


def check(outcome: Outcome, said: str) -> None:
    assert outcome.status, outcome.said
    assert len(outcome.lines) == 1, outcome.said
    assert outcome.lines[0].startswith("braid: ")
    assert said in outcome.lines[0]
    assert CANARY not in outcome.said


@pytest.mark.parametrize("entry", ENTRIES)
def test_each_unsafe_setting_ends_the_start_in_one_line_that_shows_no_secret(
    entry: str, sound: dict[str, str], folder: Path
) -> None:
    starts = [Start(entry, sound | in_folder(change, folder)) for change, _ in UNSAFE]
    for outcome, (_, said) in zip(outcomes(starts), UNSAFE, strict=True):
        check(outcome, said)


def test_what_is_sound_starts_and_a_wrong_clock_or_a_network_file_system_does_not(
    sound: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(NETWORK_MOUNT.format(folder=folder))
    fine, early, networked = outcomes(
        [
            Start("served()", sound),
            Start("gunicorn", sound, now="2026-01-01"),
            Start("gunicorn", sound, mounts=str(mounts)),
        ]
    )
    assert (fine.status, fine.said) == (0, "")
    check(early, "the clock of this machine")
    check(networked, "network file system (nfs4)")


def test_a_demo_a_changed_instrument_and_a_missing_crisis_number_end_the_start(
    sound: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    demo = tmp_path / "demo"
    demo.mkdir()
    (demo / "DEMO").touch()
    for name in ("app", "templates", "pyproject.toml", "gunicorn.conf.py"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / "braid" / name)
    numbers = tmp_path / "braid" / "app" / "crisis" / "resources.toml"
    numbers.write_text(numbers.read_text("utf-8").replace('dial = "911"', 'dial = "912"'), "utf-8")
    marked, lacking = outcomes(
        [Start("gunicorn", sound | {"BRAID_INSTANCE": str(demo)}), Start("gunicorn", sound)], tmp_path / "braid"
    )
    check(marked, "is marked as a demo")
    check(lacking, "the help lines lack tel:911")
    risk = tmp_path / "braid" / "app" / "screening" / "definitions" / "risk.toml"
    risk.write_text(risk.read_text("utf-8") + "\n", "utf-8")
    (changed,) = outcomes([Start("gunicorn", sound)], tmp_path / "braid")
    check(changed, "risk.toml: sha256: differs from SHA256SUMS")


@pytest.mark.postgres
def test_a_superuser_of_postgresql_is_no_way_to_sign_in(sound: dict[str, str], engines: Engines) -> None:
    name = engines.postgres().new_database(like=engines.prepared_postgres)
    address = engines.postgres().address_of(name).replace("postgresql+psycopg", "postgresql")
    try:
        (superuser,) = outcomes([Start("gunicorn", sound | {"BRAID_DATABASE_URL": address})])
    finally:
        engines.postgres().drop(address)
    check(superuser, "must not sign in as a superuser of PostgreSQL")
