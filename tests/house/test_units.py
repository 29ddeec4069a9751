"""The units of deploy/ shut a process in, as systemd itself judges, and keep its secrets out of the open."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from app.settings import Settings
from app.settings.secret_files import FILES
from tests.support.absent import absent
from tests.support.live_server import ROOT
from tools.ensure_deploy import systemd_analyze

UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("braid-*.service"))
MOST_EXPOSED = 20  # tenths; what is wide open stands at 96

# What systemd misses in a file system that holds the units and nothing else
NOT_IN_AN_EMPTY_ROOT = ("is not executable", "not found.")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file system that holds the units and nothing else."""
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(UNITS, root / "etc" / "systemd" / "system")
    return root


@pytest.mark.parametrize("service", SERVICES)
def test_systemd_finds_little_that_a_process_of_ours_could_reach(service: str, root: Path) -> None:
    program = systemd_analyze() or absent("systemd-analyze")
    judged = subprocess.run(
        [program, "security", "--offline=true", f"--root={root}", f"--threshold={MOST_EXPOSED}", service],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_what_no_score_counts_is_there_too() -> None:
    shut_in = (UNITS / "braid-.service.d" / "hardening.conf").read_text("utf-8").splitlines()
    for line in ("User=braid", "UMask=0077", "LimitCORE=0", "MemorySwapMax=0", "NoNewPrivileges=yes"):
        assert line in shut_in
    assert "InaccessiblePaths=-/etc/braid/secrets" in shut_in


@pytest.mark.parametrize("unit", [path.name for path in UNITS.rglob("*.*") if path.is_file()])
def test_a_unit_names_settings_that_exist_and_holds_no_secret(unit: str) -> None:
    (path,) = UNITS.rglob(unit)
    set_there = dict(re.findall(r"^(?:Environment=)?(BRAID_[A-Z_]+)=(.*)$", path.read_text("utf-8"), re.MULTILINE))
    assert not {name for name in set_there if f"{name}_FILE" in FILES}, "a secret belongs into a file"
    plain = {name: text for name, text in set_there.items() if name not in FILES}
    Settings.from_environment(plain | {"BRAID_ENV": "development"})


@pytest.mark.parametrize(("anchors", "asked"), [("", []), ("/mnt/the anchors", ["--anchors", "/mnt/the anchors"])])
def test_the_log_is_held_against_its_anchors_where_there_are_any(anchors: str, asked: list[str]) -> None:
    text = (UNITS / "braid-verify.service").read_text("utf-8")
    (_, option, command) = shlex.split(re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)[0].replace("$$", "$"))
    told = command.replace("exec /opt/braid/.venv/bin/flask", "printf '%s\\n'")
    said = subprocess.run(
        ["/bin/sh", option, told], env={"BRAID_ACTIVITY_ANCHORS": anchors}, capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines() == ["--app", "app", "activity", "verify", *asked]


def test_a_centre_without_mail_has_one_file_to_replace() -> None:
    """A credential whose file is missing keeps a unit from starting."""
    naming = [
        path.name
        for path in UNITS.rglob("*.*")
        if path.is_file() and "LoadCredential=smtp-url:" in path.read_text("utf-8")
    ]
    assert naming == ["mail.conf"]


def test_whoever_serves_begins_after_the_tables_and_never_gives_up_waiting_for_the_database() -> None:
    """A unit that requires another is not started, and never tried again, when that one failed at boot."""
    for service in SERVICES:
        text = (UNITS / service).read_text("utf-8")
        assert service == "braid-migrate.service" or "After=braid-migrate.service" in text
        assert "Requires=" not in text
        if "Restart=always" in text:
            assert {"Wants=braid-migrate.service", "StartLimitIntervalSec=0"} <= set(text.splitlines())


def test_somebody_is_woken_for_every_task_that_fails_and_each_has_its_timer() -> None:
    for service in SERVICES:
        text = (UNITS / service).read_text("utf-8")
        if "Type=oneshot" in text:
            assert "OnFailure=wake-for-braid@%p.service" in text
            timer = (UNITS / service).with_suffix(".timer")
            assert timer.is_file() or service == "braid-migrate.service", "which starts with whoever serves"


def test_systemd_takes_every_line_of_every_unit(root: Path) -> None:
    program = systemd_analyze() or absent("systemd-analyze")
    every = [path.name for path in UNITS.glob("*.*") if path.is_file() and path.name not in {"braid.env"}]
    said = subprocess.run(
        [program, "verify", f"--root={root}", "--man=no", *every], capture_output=True, text=True, check=False
    )
    lines = [line for line in said.stderr.splitlines() if not any(known in line for known in NOT_IN_AN_EMPTY_ROOT)]
    assert lines == []


def test_what_the_sides_are_told_not_to_do_a_unit_of_its_own_does() -> None:
    shipped = {service: (UNITS / service).read_text("utf-8") for service in SERVICES}
    assert [name for name, text in shipped.items() if "BRAID_ALERTS_IN_SERVER=off" in text]
    for loop in ("alerts run --loop", "fhir send --loop"):
        assert any(f"flask --app app {loop}\n" in text for text in shipped.values())
