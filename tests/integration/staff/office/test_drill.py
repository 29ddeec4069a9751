"""Drills: a made-up imminent screening goes the way of a real one, and its report says how soon who did what."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions.clock import StoppedClock
from tests.support.desk import ACUTE, Desk, arrive, desk_of, soup
from tests.support.engines import on_each_engine

CLOSING = {"outcome": "emergency", "assessment": "A drill.", "alone_because": "A drill."}


@pytest.fixture
def lead(app: Flask) -> Desk:
    """A supervisor."""
    return desk_of(app, "supervisor", "Sol Vega")


def start(desk: Desk) -> str:
    """Press the button. Returns the address of the screening that came in."""
    assert desk.post("/staff/drill").status_code == 303
    reference = desk.get("/staff/drill").select(".report h3 span")[0].get_text()
    row = next(row for row in desk.get("/staff/queue").select(".case") if row["data-reference"] == reference)
    return str(row.select("h2 a")[0]["href"])


def report(desk: Desk) -> dict[str, str]:
    """The newest report: each step, and what stands beside it."""
    rows = desk.get("/staff/drill").select(".report")[0].select("tbody tr")
    return {row.select("th")[0].get_text(): " ".join(cell.get_text() for cell in row.select("td")) for row in rows}


def verdict(desk: Desk) -> str:
    return desk.get("/staff/drill").select(".report p")[0].get_text(" ", strip=True)


def figures(desk: Desk) -> list[str]:
    """The whole page, but for what stands in red on every page."""
    return [part.get_text() for part in desk.get("/staff/week").select("main > :not(.standing)")]


def marked(page: BeautifulSoup) -> list[str]:
    return [found.get_text() for found in page.select(".drill")]


@on_each_engine
def test_a_drill_goes_the_whole_way_and_leaves_a_dated_report(stopped: StoppedClock, lead: Desk, ana: Desk) -> None:
    case = start(lead)
    assert "Imminent: 1 that nobody has opened." in ana.get("/staff/queue").get_text()
    stopped.move(timedelta(minutes=4))
    ana.get(case)
    stopped.move(timedelta(minutes=1))
    ana.post(f"{case}/claim")
    stopped.move(timedelta(minutes=9))
    assert "Nobody has tried yet" in verdict(lead)
    ana.post(f"{case}/attempts", outcome="spoke")
    stopped.move(timedelta(minutes=5))
    ana.post(f"{case}/close", **CLOSING)
    assert report(lead) == {
        "Came in": "today 12:00  Sol Vega",
        "First opened": "today 12:04 4 minutes Ana Duarte",
        "Claimed": "today 12:05 5 minutes Ana Duarte",
        "First try to reach the person": "today 12:14 14 minutes Ana Duarte",
        "Closed": "today 12:19 19 minutes Ana Duarte",
    }
    assert "Somebody tried within the target." in verdict(lead)
    assert lead.get("/staff/drill").select(".report h3")[0].get_text().startswith("23 Nov 2026, 12:00")


def test_people_of_the_same_level_stand_before_a_drill_that_waits_longer(app: Flask, lead: Desk, ana: Desk) -> None:
    drill = start(lead)
    person = f"/staff/screenings/{arrive(app, ACUTE)}"
    assert [str(link["href"]) for link in ana.get("/staff/queue").select(".case h2 a")] == [person, drill]


def test_it_stands_in_the_queue_as_an_imminent_one_that_everybody_can_tell_is_a_drill(lead: Desk, ana: Desk) -> None:
    case = start(lead)
    queue = ana.get("/staff/queue")
    assert [row["data-level"] for row in queue.select(".case")] == ["imminent"]
    assert marked(queue) == ["Drill"]
    assert marked(ana.get("/staff/shift")) == ["Drill"]
    assert "This is a drill." in ana.get(case).get_text()


def test_a_real_screening_is_never_called_a_drill(app: Flask, ana: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    assert marked(ana.get("/staff/queue")) == marked(ana.get("/staff/shift")) == []
    assert "drill" not in ana.get(case).get_text().lower()


def test_no_try_at_all_and_a_try_after_the_target_are_said_plainly(
    stopped: StoppedClock, app: Flask, lead: Desk
) -> None:
    case = start(lead)
    stopped.move(timedelta(minutes=31))
    late = desk_of(app, "supervisor", "Mio Tarr")
    assert "Nobody tried within the target." in verdict(late)
    late.post(f"{case}/attempts", outcome="no_answer")
    assert "Nobody tried within the target." in verdict(late)


def test_no_figures_count_a_drill(app: Flask, lead: Desk) -> None:
    for _ in range(5):
        arrive(app, ACUTE)
    before = figures(lead)
    start(lead)
    assert figures(lead) == before


def test_nobody_looking_for_a_person_finds_a_drill(lead: Desk, ana: Desk) -> None:
    start(lead)
    for words in ("Drill", "555-0100"):
        assert not soup(ana.post("/staff/search", words=words)).select(".case")


def test_a_second_drill_waits_until_the_first_is_closed(lead: Desk, ana: Desk) -> None:
    case = start(lead)
    again = lead.post("/staff/drill")
    assert again.status_code == 409
    assert "A drill is under way already." in soup(again).select(".summary")[0].get_text()
    ana.post(f"{case}/close", **CLOSING, no_attempt_because="A drill.")
    assert lead.post("/staff/drill").status_code == 303
    assert len(lead.get("/staff/drill").select(".report")) == 2


def test_a_drill_of_another_site_is_not_listed_and_blocks_nobody(app: Flask, lead: Desk) -> None:
    elsewhere = desk_of(app, "supervisor", "Kim Ode", site_id="other")
    start(elsewhere)
    assert not lead.get("/staff/drill").select(".report")
    assert lead.post("/staff/drill").status_code == 303


def test_an_administrator_reads_who_did_what_and_nothing_clinical(admin: Desk, ana: Desk, lead: Desk) -> None:
    case = start(lead)
    ana.post(f"{case}/note", text="canary of the note")
    page = admin.get("/staff/drill").get_text()
    assert "Came in" in page
    assert "canary" not in page
    assert "suicid" not in page.lower()


def test_a_coordinator_starts_none(ana: Desk) -> None:
    assert ana.client.get("/staff/drill").status_code == 403
    assert ana.post("/staff/drill").status_code == 403
