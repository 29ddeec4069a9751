"""The log watches over itself: an anchor every hour, a walk every day, and somebody is told of what is found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from app.activity.checks import last_check
from app.activity.models import ActivityCheck
from app.alerts.watch import anchor_if_due, check_and_tell
from app.extensions import db, now_and_then, writing
from app.extensions.clock import StoppedClock
from tests.support.desk import desk_of
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox, open_mailbox
from tests.support.tampering import tamper
from tests.support.telling import go, set_up

EDIT = "UPDATE activity SET action = 'screening.ignored' WHERE seq = 2"
SAID = "row 2 was edited"


@pytest.fixture
def anchors(app: Flask, tmp_path: Path) -> Path:
    """Where anchors are kept, in an installation that was told so."""
    path = tmp_path / "elsewhere.jsonl"
    app.extensions["braid.settings"] = replace(app.extensions["braid.settings"], activity_anchors=path)
    return path


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        set_up(app, mailbox)
        yield mailbox


def walk(app: Flask) -> None:
    with app.app_context():
        check_and_tell()


def checks(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(ActivityCheck)) or 0


def test_an_anchor_is_kept_once_an_hour_and_the_doctor_says_when_none_is(
    app: Flask, stopped: StoppedClock, anchors: Path, run: FlaskCliRunner
) -> None:
    assert "no anchor of the activity log" in run.invoke(args=["doctor"]).stdout
    for passed, lines in ((0, 1), (59, 1), (1, 2), (59, 2)):
        stopped.move(timedelta(minutes=passed))
        with app.app_context():
            anchor_if_due()
        assert len(anchors.read_text().splitlines()) == lines
    assert "no anchor of the activity log" not in run.invoke(args=["doctor"]).stdout
    assert "the log is whole" in run.invoke(args=["activity", "verify", "--anchors", str(anchors)]).stdout


def test_the_command_prints_the_anchor_that_it_keeps(run: FlaskCliRunner, anchors: Path) -> None:
    assert run.invoke(args=["activity", "anchor"]).stdout == anchors.read_text()
    anchors.unlink()
    anchors.mkdir()
    refused = run.invoke(args=["activity", "anchor"])
    assert (refused.exit_code, "cannot be added to" in refused.stderr) == (1, True)


@on_each_engine
def test_somebody_walks_through_the_log_once_a_day_however_many_go_round(app: Flask, stopped: StoppedClock) -> None:
    for passed, walks in ((0, 1), (0, 1), (23, 1), (2, 2)):
        stopped.move(timedelta(hours=passed))
        walk(app)
        assert checks(app) == walks


def test_a_walk_that_broke_off_is_begun_anew_after_an_hour(app: Flask, stopped: StoppedClock) -> None:
    with app.app_context(), writing():
        db.session.add(ActivityCheck(begun_at=stopped.at))
    walk(app)
    assert checks(app) == 1
    stopped.move(timedelta(minutes=61))
    walk(app)
    assert checks(app) == 2


def test_what_was_found_is_told_at_once_and_once_and_stands_on_every_page_of_those_who_watch(
    app: Flask, stopped: StoppedClock, mailbox: Mailbox, run: FlaskCliRunner
) -> None:
    desks = {role: desk_of(app, role) for role in ("admin", "auditor", "coordinator")}
    walk(app)
    assert not [role for role, desk in desks.items() if "as it was written" in desk.get("/staff/account").text]
    with app.app_context():
        tamper(EDIT)
    for _day in range(2):
        stopped.move(timedelta(days=1))
        walk(app)
        go(app)
    assert sorted(letter["To"].split(".")[0] for letter in mailbox.letters) == ["admin", "auditor"]
    assert "/staff/" in mailbox.letters[0].get_content()
    assert not {"row", "log", "edited"} & set(mailbox.letters[0].get_content().lower().split())
    desks = {role: desk_of(app, role) for role in desks}
    shown = {role: SAID in desk.get("/staff/account").text for role, desk in desks.items()}
    assert shown == {"admin": True, "auditor": True, "coordinator": False}
    assert SAID in run.invoke(args=["doctor"]).stdout


def test_anchors_that_are_gone_or_not_ours_are_told_as_well(
    app: Flask, stopped: StoppedClock, anchors: Path, run: FlaskCliRunner
) -> None:
    for passed, content in ((0, None), (25, "not one")):
        stopped.move(timedelta(hours=passed))
        if content:
            anchors.write_text(content)
        walk(app)
        assert "its anchors are gone" in run.invoke(args=["doctor"]).stdout


def test_the_doctor_says_when_nobody_walks_through_the_log(
    app: Flask, stopped: StoppedClock, run: FlaskCliRunner
) -> None:
    desk_of(app, "auditor")
    assert "nobody checked" not in run.invoke(args=["doctor"]).stdout
    stopped.move(timedelta(days=3))
    assert "nobody checked the activity log for two days" in run.invoke(args=["doctor"]).stdout
    walk(app)
    assert "nobody checked" not in run.invoke(args=["doctor"]).stdout


def test_a_clock_that_is_set_back_stops_nothing(stopped: StoppedClock) -> None:
    acted: list[object] = []
    once = now_and_then(timedelta(minutes=1), lambda: acted.append(stopped.at))
    for passed, acts in ((0, 1), (0, 1), (-3650, 2), (0, 2), (1, 3)):
        stopped.move(timedelta(days=passed))
        once()
        assert len(acted) == acts


def test_a_walk_while_the_clock_was_ahead_hides_nothing_that_is_found_later(app: Flask, stopped: StoppedClock) -> None:
    desk_of(app, "coordinator")
    stopped.move(timedelta(days=3650))
    walk(app)
    stopped.move(timedelta(days=-3650))
    with app.app_context():
        assert last_check() is None
