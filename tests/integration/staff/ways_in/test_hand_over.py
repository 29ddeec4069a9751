"""Handing a device over: a number is shown once, the state of each device is in sight, nothing says whose it is."""

from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.extensions.clock import StoppedClock
from app.staff.ways_in.devices import SHOWN_AFTERWARDS
from tests.support.client_browser import somebody
from tests.support.desk import Desk, desk_of, hand_over
from tests.support.people import NOTHING
from tests.support.walker import Walker

pytestmark = pytest.mark.usefixtures("stopped")  # it is noon


def visitor(app: Flask, number: str) -> Walker:
    """Somebody who has begun on a device."""
    walker = somebody(app)
    walker.open("/kiosk")
    assert walker.go_on(pin=number).path == "/"
    return walker


def devices(desk: Desk) -> str:
    """The list of devices, in words."""
    found = desk.get("/staff/queue").select_one("#devices")
    return found.get_text(" ", strip=True) if found else ""


def mark(desk: Desk) -> str:
    return desk.client.get("/staff/hand-over/mark").get_data(as_text=True)


def test_a_number_is_shown_once_with_the_label_and_where_to_enter_it(ana: Desk) -> None:
    ana.post("/staff/hand-over", label="  Tablet by the window ")
    page = ana.get("/staff/hand-over")
    once = page.select_one("section.once")
    assert once
    assert "Tablet by the window" in once.get_text()
    assert "http://127.0.0.1:8000/kiosk" in once.get_text()
    assert len(str(page.select("[data-number]")[0]["data-number"])) == 8
    assert not ana.get("/staff/hand-over").select("[data-number]")


@pytest.mark.parametrize(("label", "problem"), [("", "which device"), ("  ", "which device"), ("x" * 61, "at most 60")])
def test_a_label_is_needed_and_short(ana: Desk, label: str, problem: str) -> None:
    response = ana.post("/staff/hand-over", label=label)
    assert response.status_code == 422
    assert problem in response.get_data(as_text=True)
    assert devices(ana) == ""


def test_a_device_that_is_back_is_handed_over_again_with_one_button(app: Flask, ana: Desk) -> None:
    visitor(app, hand_over(ana)).open("/leave")
    form = ana.get("/staff/queue").select("#devices form")[0]
    assert ana.post(str(form["action"]), label=str(form.select("[name=label]")[0]["value"])).status_code == 303
    assert "Waiting to begin" in devices(ana)


def test_a_device_that_came_back_stays_in_sight_for_an_hour(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    visitor(app, hand_over(ana)).open("/leave")
    stopped.move(timedelta(minutes=10))
    ana.get("/staff/queue")
    stopped.move(SHOWN_AFTERWARDS - timedelta(minutes=10, seconds=1))
    ana = desk_of(app, "clinician")
    assert "Left at 12:00 without sending" in devices(ana)
    stopped.move(timedelta(seconds=1))
    assert devices(ana) == ""


def test_who_asked_for_a_person_and_left_stays_in_sight_until_somebody_goes_there(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    walker = visitor(app, hand_over(ana))
    walker.press("person")
    walker.open("/leave")
    stopped.move(timedelta(hours=5))
    ben = desk_of(app, "clinician", "Ben Okafor")
    pages = [ben.get("/staff/queue"), ben.get("/staff/hand-over"), ben.get("/staff/screenings/none", 404)]
    for page in pages:
        assert "Asked for a person at 12:00" in page.select(".call")[0].get_text()
    ben.post(str(pages[0].select(".call form")[0]["action"]))
    assert not ben.get("/staff/queue").select(".call")


def test_going_there_twice_keeps_the_first_time(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    visitor(app, hand_over(ana)).press("person")
    there = str(ana.get("/staff/queue").select(".call form")[0]["action"])
    ana.post(there)
    stopped.move(timedelta(minutes=2))
    ana.post(there)
    assert "Someone went there at 12:00" in devices(ana)


def test_another_site_sees_nothing_of_it_and_cannot_say_that_it_went_there(app: Flask, ana: Desk) -> None:
    visitor(app, hand_over(ana)).press("person")
    there = str(ana.get("/staff/queue").select(".call form")[0]["action"])
    other = desk_of(app, "supervisor", site_id="other")
    assert devices(other) == ""
    assert "Tablet" not in other.get("/staff/hand-over").get_text()
    assert mark(other) == ""
    assert other.post(there).status_code == 404
    assert ana.get("/staff/queue").select(".call")


@pytest.mark.parametrize("role", ["admin", "auditor"])
def test_whoever_does_not_hand_devices_over_sees_none(app: Flask, ana: Desk, role: str) -> None:
    visitor(app, hand_over(ana)).press("person")
    desk = desk_of(app, role)
    page = desk.get("/staff/team" if role == "admin" else "/staff/activity")
    assert "Tablet" not in page.get_text()
    assert not page.select("script, .call")


def test_the_list_never_holds_a_level_or_a_reference(app: Flask, ana: Desk) -> None:
    walker = visitor(app, hand_over(ana))
    walker.known = NOTHING | {"phq9_9": "3", "asq_5": "yes"}
    reference = walker.walk().soup.select("[data-reference]")[0].get_text()
    shown = devices(ana)
    assert "Sent at 12:00" in shown
    for word in (reference, "Imminent", "Urgent"):
        assert word not in shown


def test_a_page_learns_that_there_is_news_and_asking_for_it_keeps_nobody_signed_in(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    walker = visitor(app, hand_over(ana))
    page = ana.get("/staff/queue")
    assert page.select("[data-from$='/hand-over/mark']")[0]["data-newest"] == mark(ana)
    stopped.move(timedelta(minutes=1))
    walker.walk(until="/s/3")
    before = mark(ana)
    walker.press("person")
    assert mark(ana) != before
    for _ in range(14):
        stopped.move(timedelta(minutes=1))
        mark(ana)
    assert ana.client.get("/staff/queue").status_code == 303, "the session ended 15 minutes after the last page"


def test_what_was_done_is_in_the_log_without_the_label(app: Flask, ana: Desk) -> None:
    walker = visitor(app, hand_over(ana))
    walker.press("person")
    ana.post(str(ana.get("/staff/queue").select(".call form")[0]["action"]))
    with app.app_context():
        rows = [row for row in activity.latest(20) if row.action.startswith("device.")]
        done = [(row.action, row.actor_role) for row in reversed(rows)]
        assert all(row.detail == {} for row in rows)
    assert done == [
        ("device.made", "coordinator"),
        ("device.begun", "none"),
        ("device.person_asked", "none"),
        ("device.person_came", "coordinator"),
    ]
    log = desk_of(app, "auditor").get("/staff/activity").get_text(" ", strip=True)
    assert "Asked for a person" in log
    assert "Tablet" not in log
