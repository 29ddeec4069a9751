"""A migration is killed between any two of its steps: the tables are as before, and the next one finishes.

How often is `ROUNDS` in the environment: `ROUNDS=50 make faults ARGS="-k migrations_killed"` tries each step.
"""

import os
import random
import signal
from collections.abc import Callable
from typing import Any, Final

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.runtime.migration import HeadMaintainer
from flask import Flask

from app import migrations
from app.extensions import db
from tests.support.desk import CALM, CONTACT, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.fault_report import rounds
from tests.support.killed import killed
from tests.support.wait import wait_until

pytestmark = on_each_engine
OLD: Final = "0005"
STEPS: Final = sum(path.name[:4] > OLD for path in migrations.DIRECTORY.glob("versions/[0-9]*.py"))
ROUNDS: Final = rounds(3)
STARTERS: Final = 8
MIGRATED, FOUND_NOTHING_TO_DO, FAILED = range(40, 43)
Step = Callable[..., Any]


@pytest.fixture
def old(app: Flask) -> Flask:
    """An installation of long ago in which somebody has sent their answers."""
    desk_of(app, "coordinator")
    arrive(app, CALM, CONTACT)
    move(app, command.downgrade, OLD)
    return app


def move(app: Flask, way: Callable[[Any, str], None], to: str) -> None:
    with app.app_context():
        db.session.remove()
        way(migrations._config(app), to)
        db.engine.dispose()


def everything(app: Flask) -> dict[str, list[str]]:
    """Every row of every table, and what the columns are. No connection is left that a process could inherit."""
    with app.app_context(), db.engine.connect() as connection:
        tables = sa.MetaData()
        tables.reflect(connection)
        kept = {
            name: [repr([*table.columns]), *sorted(map(repr, connection.execute(sa.select(table))))]
            for name, table in tables.tables.items()
        }
    with app.app_context():
        db.engine.dispose()
    return kept


def in_a_process(act: Callable[[], int]) -> int:
    """Begin it in a process of its own, which ends with what `act` returns. Returns its number."""
    child = os.fork()
    if child:
        return child
    status = FAILED
    try:
        status = act()
    finally:
        os._exit(status)


def after_each_step(patch: pytest.MonkeyPatch, then: Callable[[int], None]) -> None:
    real: Step = HeadMaintainer.update_to_step
    done = 0

    def step(*args: object) -> None:
        nonlocal done
        real(*args)
        done += 1
        then(done)

    patch.setattr(HeadMaintainer, "update_to_step", step)


def killed_after(number: int, app: Flask, patch: pytest.MonkeyPatch) -> Callable[[], int]:
    def act() -> int:
        after_each_step(patch, lambda done: killed() if done == number else None)
        migrations.upgrade(app)
        return FAILED

    return act


def test_killed_after_any_step_everything_is_as_before_and_the_next_one_finishes(
    old: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(old)
    assert before["screenings"][1:]
    for number in random.Random(ROUNDS).sample(range(1, STEPS + 1), min(ROUNDS, STEPS)):  # noqa: S311 - nothing secret
        _, status = os.waitpid(in_a_process(killed_after(number, old, monkeypatch)), 0)
        assert os.WIFSIGNALED(status), "it came to its end"
        assert migrations.pending(old)
        assert everything(old) == before, f"killed after step {number}"
    migrations.upgrade(old)
    assert not migrations.pending(old)
    assert len(everything(old)["screenings"]) == len(before["screenings"])


def test_of_eight_that_start_at_once_one_migrates_after_who_began_was_killed(
    old: Flask, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hears, says = os.pipe()

    def begins_and_stands_still() -> int:
        def stand_still(_done: int) -> None:
            os.write(says, b"x")
            signal.pause()

        after_each_step(monkeypatch, stand_still)
        migrations.upgrade(old)
        return FAILED

    def starts() -> int:
        steps: list[int] = []
        after_each_step(monkeypatch, steps.append)
        migrations.upgrade(old)
        return FAILED if migrations.pending(old) else MIGRATED if steps else FOUND_NOTHING_TO_DO

    holder = in_a_process(begins_and_stands_still)
    try:
        assert os.read(hears, 1)
        starters = [in_a_process(starts) for _ in range(STARTERS)]
        if engine == "postgresql":  # SQLite tells nobody who waits
            wait_until(lambda: waiting(old) == STARTERS)
    finally:
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)
    outcomes = sorted(os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in starters)
    assert outcomes == [MIGRATED, *[FOUND_NOTHING_TO_DO] * (STARTERS - 1)]


def waiting(app: Flask) -> int:
    """How many wait for their turn."""
    with app.app_context(), db.engine.connect() as connection:
        count = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        return int(connection.exec_driver_sql(count).scalar_one())
