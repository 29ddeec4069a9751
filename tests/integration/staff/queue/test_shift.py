"""What one shift hands to the next: everybody pressing who is still open, with age, holder and what comes next."""

from datetime import timedelta

from flask import Flask

from app import activity
from app.extensions import clock
from tests.support.application import NOON
from tests.support.client_browser import somebody
from tests.support.desk import ACUTE, CALM, CONTACT, POSITIVE, Desk, arrive, desk_of, hand_over


def rows(desk: Desk) -> list[str]:
    return [row.get_text(" ", strip=True) for row in desk.get("/staff/shift").select("[data-shift]")]


def test_the_page_lists_who_is_pressing_and_open_in_the_order_of_the_queue(app: Flask) -> None:
    with clock.stopped(NOON):
        ana, ben = desk_of(app, "coordinator"), desk_of(app, "supervisor", "Ben Okafor")
        arrive(app, CALM)
        arrive(app, {**CALM, "asq_1": "skip"})
        urgent = f"/staff/screenings/{arrive(app, POSITIVE, CONTACT)}"
        arrive(app, ACUTE, CONTACT, ago=timedelta(minutes=40))
        ana.post(f"{urgent}/claim")
        ana.post(f"{urgent}/attempts", outcome="no_answer")
        imminent, tried = rows(ben)
    assert "Nobody has opened its alert ◆ Imminent 40 minutes Nobody holds it Nobody has tried yet" in imminent
    assert imminent.endswith("today 11:50 (past)")
    assert tried.endswith("▲ Urgent under a minute Ana Duarte Tried to reach by today 14:00")


def test_people_stand_before_drills_and_those_who_wait_before_those_reached(app: Flask, ana: Desk) -> None:
    desk_of(app, "supervisor", "Sol Vega").post("/staff/drill")
    reached = arrive(app, ACUTE, CONTACT, ago=timedelta(hours=5))
    ana.post(f"/staff/screenings/{reached}/attempts", outcome="spoke")
    waits = arrive(app, ACUTE, ago=timedelta(minutes=1))
    links = [str(row.select("a")[0]["href"]) for row in ana.get("/staff/shift").select("[data-shift]")]
    assert links[:2] == [f"/staff/screenings/{waits}", f"/staff/screenings/{reached}"]
    assert len(links) == 3


def test_who_was_spoken_with_stays_listed_until_the_screening_is_closed(app: Flask, ana: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, POSITIVE, CONTACT)}"
    ana.post(f"{case}/attempts", outcome="spoke")
    assert rows(ana)[0].endswith("Spoken with Nothing is set")
    ana.post(f"{case}/close", outcome="appointment")
    assert rows(ana) == []
    assert "Nobody imminent or urgent is open." in ana.get("/staff/shift").get_text()


def test_whoever_asks_for_a_person_on_a_device_is_named_first(app: Flask, ana: Desk) -> None:
    assert "Nobody." in ana.get("/staff/shift").select("main section")[0].get_text()
    person = somebody(app)
    person.open("/kiosk")
    person.go_on(pin=hand_over(ana))
    person.press("person")
    asked = [part for part in ana.get("/staff/shift").select("main section") if "on a device" in part.get_text()]
    assert "Tablet by the window: Asked for a person at" in asked[0].get_text(" ", strip=True).replace(" :", ":")


def test_nothing_of_another_site_and_nothing_that_a_person_wrote_stands_on_it(app: Flask, ana: Desk) -> None:
    arrive(app, ACUTE, {"contact_alias": "canary", "contact_phone": "canary 555"})
    arrive(app, ACUTE, site_id="other")
    assert len(rows(ana)) == 1
    assert "canary" not in str(ana.get("/staff/shift"))


def test_reading_it_is_recorded(app: Flask, ana: Desk) -> None:
    arrive(app, ACUTE)
    ana.get("/staff/shift")
    with app.app_context():
        newest = activity.latest(1)[0]
    assert (newest.action, newest.detail) == ("shift.read", {"rows": 1})
