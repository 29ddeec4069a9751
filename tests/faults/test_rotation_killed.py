"""A new root key while people answer, and whoever rotates is killed again and again: nothing becomes unreadable.

How often is `ROUNDS` in the environment: `ROUNDS=100 make faults ARGS="-k rotation_killed"`.
"""

import os
import random
import time
from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from app.cli import root_keys
from app.intake.models import ScreeningVersion
from app.intake.records import Record
from app.settings import Settings
from app.vault import load_keys
from app.vault.keyfile import DRAFTS
from tests.support.at_work import Arrivals, at_work
from tests.support.desk import ACUTE, CONTACT, arrive, desk_of
from tests.support.engines import on_each_engine

ROUNDS: Final = int(os.environ.get("ROUNDS", "4"))
LONGEST: Final = 0.4  # seconds until the kill: about what one rotation takes here
BEFORE: Final = 10


def rotate(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["keys", "rotate"])
    assert done.exit_code == 0, done.output


def retire_all_but_the_newest(app: Flask, key_file: Path) -> None:
    _, *old = load_keys(key_file, may_create=False).wrapping
    assert old
    for key_id in old:
        os.utime(key_file, (time.time() - 3600,) * 2)  # as if nobody had changed it for an hour
        done = app.test_cli_runner().invoke(args=["keys", "retire", str(key_id)])
        assert done.exit_code == 0, done.output


@on_each_engine
def test_killed_at_any_moment_everything_stays_readable_and_the_old_key_can_go(
    app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.vault.wrapped.AT_ONCE", 3)  # so that there is much to break off
    arrivals, key_file = Arrivals(app, tmp_path / "told"), settings.key_file
    before = [arrive(app, ACUTE, CONTACT) for _ in range(BEFORE)]
    when = random.Random(ROUNDS)  # noqa: S311 - when to kill, nothing secret
    with at_work(app, arrivals.come):
        for _ in range(ROUNDS):
            with at_work(app, lambda: rotate(app)):
                time.sleep(when.uniform(0, LONGEST))
            arrivals.wait_for_more()
        rotate(app)
    rotate_what_came_last(app)
    retire_all_but_the_newest(app, key_file)
    [only] = load_keys(key_file, may_create=False).wrapping
    sent = before + arrivals.sent
    with app.app_context():
        assert [key_id for key_id, rows in root_keys.rows_by_key().items() if rows] == [only]
        for screening_id in sent:
            assert Record.find(screening_id).all(ScreeningVersion)
    assert "Robin" in desk_of(app, "coordinator").get(f"/staff/screenings/{sent[-1]}").get_text()
    assert not list(key_file.parent.glob(f"{DRAFTS}*")), "no key lies about"


def rotate_what_came_last(app: Flask) -> None:
    """What a writer wrapped and then sent while the last rotation was already past its table."""
    with app.app_context():
        for _ in root_keys.rewrap():
            pass
