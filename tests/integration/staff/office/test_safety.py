"""A simulated day of imminent and urgent screenings: the page of safety equals what a hand computes from the times."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions.clock import StoppedClock
from tests.support.courses import PAGE
from tests.support.desk import ACUTE, CALM, POSITIVE, Desk, arrive, call_then, desk_of
from tests.support.kept import CLOSED, REASON
from tests.support.mailbox import open_mailbox
from tests.support.telling import go, set_up

pytestmark = pytest.mark.usefixtures("stopped")

ALONE = {"alone_because": REASON, "assessment": "Safe now."}


def step(page: BeautifulSoup, name: str) -> list[str]:
    """Happened, not yet, median, longest."""
    return ["".join(cell.find_all(string=True, recursive=False)) for cell in page.select(f"[data-step={name}] td")]


def minutes(stopped: StoppedClock, count: int) -> None:
    stopped.move(timedelta(minutes=count))


def the_day(app: Flask, stopped: StoppedClock) -> list[str]:
    """Five come at noon. Three are opened after 5, 20 and 40 minutes and spoken with 10 minutes later; one is opened
    after an hour and closed in silence; one is never opened.
    """
    arrive(app, CALM)  # is not counted
    ids = [arrive(app, ACUTE), arrive(app, POSITIVE), arrive(app, ACUTE), arrive(app, ACUTE), arrive(app, POSITIVE)]
    minutes(stopped, 1)
    with open_mailbox() as box:
        set_up(app, box)
        go(app)
    ana = desk_of(app, "coordinator")
    for screening_id, wait in zip(ids[:3], (4, 5, 10), strict=True):  # opened 5, 20 and 40 minutes after noon
        minutes(stopped, wait)
        ana.get(PAGE.format(screening_id))
        minutes(stopped, 10)
        assert ana.post(f"{PAGE.format(screening_id)}/attempts", outcome="spoke").status_code == 303
    minutes(stopped, 10)
    assert ana.post(f"{PAGE.format(ids[3])}/close", **CLOSED, **ALONE).status_code == 303  # opened an hour after noon
    return ids


def test_the_page_equals_what_a_hand_computes(app: Flask, sam: Desk, stopped: StoppedClock) -> None:
    ids = the_day(app, stopped)
    page = desk_of(app, "supervisor").get("/staff/safety?days=1")
    assert step(page, "alert") == ["5", "0", "under a minute", "under a minute"]
    assert step(page, "told") == ["5", "0", "1 minute", "1 minute"]
    assert step(page, "seen") == ["4", "1", "30 minutes", "1 hour"]
    assert step(page, "contact") == ["3", "2", "10 minutes", "10 minutes"]
    assert "Of 5 who were imminent or urgent, somebody has spoken with 3." in page.get_text()
    lost = [str(link["href"]) for link in page.select("#lost ~ table tbody a")]
    assert lost == [PAGE.format(ids[3]), PAGE.format(ids[4])], "the one that was closed in silence comes first"
    assert "1 is past its target or was closed without it." in page.get_text()


def test_what_passes_its_target_is_late_on_the_page_and_rings_on_every_other(
    app: Flask, sam: Desk, stopped: StoppedClock
) -> None:
    arrive(app, ACUTE)
    minutes(stopped, 31)
    page = desk_of(app, "supervisor").get("/staff/safety")
    assert "1 is past its target" in page.get_text()
    assert "The target has passed." in desk_of(app, "coordinator").get("/staff/queue").get_text()


def test_the_time_from_answer_to_alert_counts_from_the_first_answer_that_raised_a_flag(
    app: Flask, sam: Desk, stopped: StoppedClock
) -> None:
    call_then(app, ACUTE, None)
    page = sam.get("/staff/safety")
    assert step(page, "alert")[:2] == ["1", "0"]


def test_neither_drills_nor_other_sites_nor_what_is_older_count(app: Flask, sam: Desk, stopped: StoppedClock) -> None:
    arrive(app, ACUTE, site_id="another")
    arrive(app, ACUTE, ago=timedelta(days=8))
    assert sam.post("/staff/drill").status_code == 303
    page = sam.get("/staff/safety")
    assert "Of 0 who were imminent or urgent" in page.get_text()
    assert step(page, "seen") == ["0", "0", "–", "–"]
    assert "Of 1 who" in sam.get("/staff/safety?days=28").get_text()
