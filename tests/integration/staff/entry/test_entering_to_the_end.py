"""Entering answers to the end: handed over at the script, sent, left, and never lost unasked."""

from datetime import timedelta

import pytest
from bs4 import Tag
from flask import Flask

from app import activity
from app.alerts.models import Alert
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.intake.models import Screening, ScreeningVersion
from app.intake.records import Record
from tests.support.authenticator import Authenticator
from tests.support.desk import PASSWORD, Desk, authenticator_of, desk_of, hire, soup
from tests.support.engines import on_each_engine
from tests.support.entering import (
    ENTRY,
    START,
    begin,
    checked,
    drafts,
    enter,
    filled,
    place,
    send,
)
from tests.support.handed_over import handed_over

pytestmark = pytest.mark.usefixtures("stopped")  # it is noon


def acute(desk: Desk) -> str:
    """Somebody says yes to thoughts of suicide right now. Returns where the script stands."""
    begin(desk)
    enter(desk, "mood", {"asq_3": "yes"})
    return place(enter(desk, "mood", {"asq_5": "yes"}))


@on_each_engine
def test_at_the_script_what_there_is_is_handed_over_with_an_alert_to_who_enters_it(app: Flask) -> None:
    ana = desk_of(app, "coordinator", "Ana Duarte")
    script = acute(ana)
    assert place(ana.post(script, phone="555-0142")) == script
    assert "Handed over as" in ana.get(script).get_text()
    with app.app_context():
        row = db.session.query(Screening).one()
        assert (row.level, row.status, row.sent_at) == ("imminent", "claimed", None)
        assert [alert.kind for alert in db.session.query(Alert)] == ["call_asked"]
    assert handed_over(app)["contact"]["contact_phone"] == "555-0142"


def test_what_is_entered_after_handing_over_is_added_when_it_is_sent(app: Flask, ana: Desk) -> None:
    script = acute(ana)
    ana.post(script, phone="555-0142")
    enter(ana, "mood", {"phq9_1": "3"})
    ana.post(f"{ENTRY}/contact", contact_name="Robin")
    there = send(ana)
    assert send(ana) == there
    with app.app_context():
        assert db.session.query(Screening).count() == 1
        assert len(Record.open(db.session.query(Screening).one()).all(ScreeningVersion)) == 2
    sent = handed_over(app)
    assert sent["answers"]["phq9_1"] == 3
    assert sent["contact"]["contact_phone"] == "555-0142"


def test_pressing_twice_hands_over_once_and_another_number_once_more(app: Flask, ana: Desk) -> None:
    script = acute(ana)
    for phone in ("555-0142", "555-0142", "555-0143"):
        ana.post(script, phone=phone)
    with app.app_context():
        assert len(Record.open(db.session.query(Screening).one()).all(ScreeningVersion)) == 2


def test_nobody_needs_to_know_a_number_for_the_alert(app: Flask, ana: Desk) -> None:
    ana.post(acute(ana), phone="")
    with app.app_context():
        assert db.session.query(Alert).count() == 1


def test_signing_out_asks_first_while_something_is_being_entered(app: Flask, ana: Desk) -> None:
    acute(ana)
    assert "Enter answers (1 begun)" in ana.get("/staff/account").get_text()
    asked_first = ana.post("/staff/sign-out")
    assert asked_first.status_code == 409
    assert "You have begun to enter answers" in asked_first.get_data(as_text=True)
    assert checked(ana.get(f"{ENTRY}/part/mood"), "asq_5") == ["yes"]
    assert place(ana.post("/staff/sign-out", anyway="yes")) == "/staff/sign-in"
    assert drafts(app) == 0


def test_what_was_handed_over_stays_when_somebody_signs_out(app: Flask, ana: Desk) -> None:
    ana.post(acute(ana), phone="555-0142")
    assert "stays with us" in ana.post("/staff/sign-out").get_data(as_text=True)
    ana.post("/staff/sign-out", anyway="yes")
    with app.app_context():
        assert db.session.query(Screening).one().level == "imminent"


def test_stopping_at_the_script_asks_first_how_they_may_be_reached(ana: Desk) -> None:
    script = acute(ana)
    assert ana.get(script).select(f"main .ways a[href='{ENTRY}/contact']")
    ana.post(f"{ENTRY}/contact", contact_name="Robin")
    assert ana.get(script).select(f"main .ways a[href='{ENTRY}/check']")


def test_a_number_that_looks_too_short_is_kept_and_doubted_once(ana: Desk) -> None:
    begin(ana)
    doubted = ana.post(f"{ENTRY}/contact", contact_phone="12")
    assert "looks too short" in doubted.get_data(as_text=True)
    assert ana.get(f"{ENTRY}/contact").select("#contact-contact_phone")[0]["value"] == "12"
    assert place(ana.post(f"{ENTRY}/contact", contact_phone="12")) == f"{ENTRY}/check"
    assert place(ana.post(f"{ENTRY}/contact", contact_phone="555-0142")) == f"{ENTRY}/check"


def test_a_short_number_at_the_script_delays_no_alert(app: Flask, ana: Desk) -> None:
    script = acute(ana)
    ana.post(script, phone="12")
    assert "looks too short" in ana.get(script).get_text()
    with app.app_context():
        assert db.session.query(Alert).count() == 1


# Two windows, twice, late


def test_a_window_that_shows_older_answers_overwrites_nothing(ana: Desk) -> None:
    begin(ana)
    older = filled(ana.get(f"{ENTRY}/part/mood"))
    enter(ana, "mood", {"phq9_1": "3"})
    response = ana.client.post(f"{ENTRY}/part/mood", data=older | {"phq9_2": ["1"]})
    assert response.status_code == 409
    assert "changed in another window" in response.get_data(as_text=True)
    assert checked(ana.get(f"{ENTRY}/part/mood"), "phq9_1") == ["3"]
    once_more = filled(soup(response))
    assert once_more["phq9_2"] == ["1"]
    assert ana.client.post(f"{ENTRY}/part/mood", data=once_more).status_code == 303


@on_each_engine
def test_sending_twice_makes_one_screening_and_leads_to_it_both_times(app: Flask) -> None:
    ana = desk_of(app, "coordinator", "Ana Duarte")
    begin(ana)
    assert send(ana) == send(ana)
    with app.app_context():
        assert db.session.query(Screening).count() == 1


def test_going_back_after_sending_leads_to_the_screening_and_changes_nothing(app: Flask, ana: Desk) -> None:
    begin(ana)
    page = filled(ana.get(f"{ENTRY}/part/mood"))
    there = send(ana)
    for path in ("part/mood", "script/mood", "contact", "check"):
        assert ana.client.get(f"{ENTRY}/{path}").headers["Location"] == there
    assert place(ana.client.post(f"{ENTRY}/part/mood", data=page | {"phq9_1": ["3"]})) == there
    assert handed_over(app)["answers"] == {}


def test_one_that_is_under_way_is_not_deleted_by_beginning_another_unless_it_is_said(app: Flask, ana: Desk) -> None:
    begin(ana)
    enter(ana, "mood", {"phq9_1": "3"})
    again = ana.post(ENTRY, mode="paper", language="en")
    assert again.status_code == 409
    assert "You have begun one" in again.get_data(as_text=True)
    assert checked(ana.get(f"{ENTRY}/part/mood"), "phq9_1") == ["3"]
    assert place(ana.post(ENTRY, mode="paper", language="en", anew="yes")) == f"{ENTRY}/consent"
    assert drafts(app) == 1


# Whose it is


def test_what_is_entered_belongs_to_one_session_and_is_lost_with_it(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    begin(ana)
    enter(ana, "mood", {"phq9_1": "3"})
    other = desk_of(app, "supervisor")
    assert other.client.get(f"{ENTRY}/check").headers["Location"] == ENTRY
    assert "You have begun one" not in other.get(ENTRY).get_text()
    stopped.move(timedelta(minutes=16))
    assert ana.client.get(f"{ENTRY}/check").headers["Location"].startswith("/staff/sign-in")


def test_the_page_says_after_how_long_a_pause_all_of_it_is_lost(ana: Desk) -> None:
    begin(ana)
    for path in (ENTRY, f"{ENTRY}/part/mood"):
        assert "15 minutes" in ana.get(path).get_text()


def test_a_part_that_is_not_asked_leads_to_one_that_is(ana: Desk) -> None:
    begin(ana)
    enter(ana, "start", {"age": "15"})
    assert ana.client.get(f"{ENTRY}/part/use").headers["Location"].startswith(f"{ENTRY}/part/start")
    assert ana.client.get(f"{ENTRY}/part/none").headers["Location"].startswith(f"{ENTRY}/part/start")


def test_what_was_done_is_in_the_log_without_an_answer(app: Flask, ana: Desk) -> None:
    begin(ana)
    enter(ana, "mood", {"phq9_1": "3"})
    send(ana)
    with app.app_context():
        rows = [row for row in reversed(activity.latest(20)) if row.action.startswith(("entry.", "screening."))]
    assert [(row.action, row.actor_role) for row in rows] == [
        ("entry.begun", "coordinator"),
        ("screening.sent", "none"),
        ("screening.entered", "coordinator"),
    ]
    assert rows[-1].detail == {"mode": "phone"}


def test_the_parts_say_how_far_each_has_come(ana: Desk) -> None:
    begin(ana)
    enter(ana, "start", START)
    links: list[Tag] = ana.get(f"{ENTRY}/part/mood").select("nav.jump button[name=to]")
    assert links[0].get_text(" ", strip=True) == "First things 3 / 7".replace(" / ", "/")


def test_what_is_entered_goes_on_after_another_password_and_another_authenticator(app: Flask) -> None:
    ana = desk_of(app, "coordinator")
    begin(ana)
    new = "eight tall trees stand still"
    assert ana.post("/staff/account/password", old=PASSWORD, password=new).status_code == 303
    ana.get(f"{ENTRY}/part/start")
    place(ana.post("/staff/account/authenticator"))
    secret = ana.get("/staff/sign-in/set-up").select("main code")[0].get_text().replace(" ", "")
    place(ana.client.post("/staff/sign-in/set-up", data={"otp": Authenticator(secret).code()}))
    ana.get(f"{ENTRY}/part/start")


def test_what_is_entered_does_not_go_on_with_somebody_else_who_signs_in(app: Flask) -> None:
    ana, ben = desk_of(app, "coordinator"), hire(app, "coordinator", "Ben Okafor")
    begin(ana)
    ana.client.post("/staff/sign-in", data={"email": ben, "password": PASSWORD})
    place(ana.client.post("/staff/sign-in/code", data={"otp": authenticator_of(ben).code()}))
    assert ana.client.get(f"{ENTRY}/part/start").status_code != 200
