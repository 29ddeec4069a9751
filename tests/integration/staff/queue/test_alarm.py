"""What stands in red on every staff page: who presses and waits, until somebody acts; and that messages fail."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions.clock import StoppedClock
from tests.support.desk import ACUTE, CALM, POSITIVE, Desk, arrive, call_then, desk_of
from tests.support.mailbox import open_mailbox
from tests.support.sites import second_site
from tests.support.telling import go, set_up

pytestmark = pytest.mark.usefixtures("stopped")  # it is noon
NEWEST = "/staff/alarm"


def said(page: BeautifulSoup) -> list[str]:
    """Each line of it, with the word that leads on."""
    return [" ".join(line.get_text(" ").split()) for line in page.select("main > .standing p")]


def on(desk: Desk, path: str = "/staff/account") -> list[str]:
    return said(desk.get(path))


def test_it_stands_on_every_page_from_when_somebody_comes_in_until_somebody_acts(app: Flask, ana: Desk) -> None:
    assert on(ana) == []
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    for path in ("/staff/queue", "/staff/week", "/staff/entry", "/staff/account"):
        assert on(ana, path) == ["◆ Imminent: 1 that nobody has opened. Show them"], path
    assert on(ana, case) == ["◆ Imminent: 1 opened, and nobody has acted. Show them"]
    ana.post(f"{case}/note", text="I looked at it.")
    assert on(ana) == ["◆ Imminent: 1 opened, and nobody has acted. Show them"], "a note reaches nobody"
    ana.post(f"{case}/attempts", outcome="no_answer")
    assert on(ana) == []


def test_it_leads_to_the_list_of_all_who_press(app: Flask, ana: Desk) -> None:
    arrive(app, ACUTE)
    (link,) = ana.get("/staff/account").select(".standing a")
    assert len(ana.get(str(link["href"])).select("[data-shift]")) == 1


def test_each_level_is_counted_and_each_screening_once(app: Flask, ana: Desk) -> None:
    call_then(app, ACUTE, {})
    left = arrive(app, POSITIVE)
    arrive(app, POSITIVE), arrive(app, CALM), arrive(app, {**CALM, "asq_1": "skip"})
    ana.get(f"/staff/screenings/{left}")
    assert on(ana) == [
        "◆ Imminent: 1 that nobody has opened.",
        "▲ Urgent: 1 that nobody has opened. 1 opened, and nobody has acted. Show them",
    ]


def test_it_says_when_the_target_has_passed(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    arrive(app, ACUTE)
    stopped.move(timedelta(minutes=12))
    assert on(ana) == ["◆ Imminent: 1 that nobody has opened. Show them"]
    ana.get("/staff/queue")
    stopped.move(timedelta(minutes=14))
    ana.get("/staff/queue")
    stopped.move(timedelta(minutes=5))
    assert on(ana) == ["◆ Imminent: 1 that nobody has opened. The target has passed. Show them"]


def test_a_level_that_staff_changed_is_the_one_that_counts(app: Flask, ana: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    ana.post(f"{case}/level", level="urgent", text="They are with a friend.", alone_because="It is late.")
    assert on(ana) == ["▲ Urgent: 1 opened, and nobody has acted. Show them"]
    ana.post(f"{case}/level", level="elevated", text="A mistake.")
    assert on(ana) == []


@pytest.mark.parametrize("role", ["admin", "auditor"])
def test_whoever_may_not_read_screenings_learns_only_that_a_colleague_is_needed(
    app: Flask, stopped: StoppedClock, role: str
) -> None:
    desk = desk_of(app, role)
    arrive(app, ACUTE)
    assert on(desk) == [], "others are on it"
    stopped.move(timedelta(minutes=14))
    desk.get("/staff/account")
    stopped.move(timedelta(minutes=14))
    desk.get("/staff/account")
    stopped.move(timedelta(minutes=3))
    words = "Something waits for staff longer than it should. Tell a colleague who works on screenings."
    assert on(desk) == [words]
    assert desk.client.get(NEWEST).status_code == 403


def test_what_waits_at_another_site_is_told_there(app: Flask, ana: Desk) -> None:
    hill = second_site(app)
    arrive(app, ACUTE, site_id=hill.id)
    assert on(ana) == []
    assert len(on(desk_of(app, "coordinator", site_id=hill.id))) == 1


def test_a_message_that_does_not_get_through_is_said_to_whoever_can_do_something_about_it(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    sol = desk_of(app, "supervisor", "Sol Vega")
    failing = "Messages to staff do not get through. See why"
    with open_mailbox() as mailbox:
        set_up(app, mailbox)
        mailbox.shut()
        arrive(app, ACUTE)
        go(app)
        assert failing in on(sol)
        assert failing not in on(ana)
        mailbox.open()
        stopped.move(timedelta(minutes=1))
        go(app)
        assert failing not in on(sol)
        stopped.move(timedelta(minutes=3))
        assert failing in on(sol), "nobody goes round any more"


def test_a_page_learns_that_somebody_came_in_and_asking_for_it_keeps_nobody_signed_in(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    def newest() -> str:
        return ana.client.get(NEWEST).get_data(as_text=True)

    assert newest() == ""
    arrive(app, ACUTE)
    (line,) = ana.get("/staff/account").select(f"[data-from='{NEWEST}']")
    assert line["data-newest"] == newest()
    stopped.move(timedelta(minutes=1))
    newer = arrive(app, POSITIVE)
    assert newest() > str(line["data-newest"])
    ana.post(f"/staff/screenings/{newer}/attempts", outcome="spoke")
    assert newest() == line["data-newest"], "what somebody acted on is no news"
    for _ in range(15):
        stopped.move(timedelta(minutes=1))
        newest()
    assert ana.client.get("/staff/queue").status_code == 303
