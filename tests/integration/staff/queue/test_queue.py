"""The queue: the right person first, and why."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.extensions import clock, db, writing
from app.intake.models import Screening
from tests.support.application import NOON
from tests.support.desk import ACUTE, CALM, CONTACT, POSITIVE, Desk, arrive, begin, call_then, desk_of, sign_in
from tests.support.desk import hire as hired

ATTEMPT = {**CALM, "asq_4": "yes", "asq_4_when": "within_3m", "asq_5": "no"}


def levels(desk: Desk) -> list[str]:
    return [str(row["data-level"]) for row in desk.get("/staff/queue").select("[data-reference]")]


def test_rows_stand_by_level_with_a_recent_attempt_first_within_urgent(app: Flask, ana: Desk) -> None:
    arrive(app, CALM, ago=timedelta(days=3))
    arrive(app, POSITIVE, ago=timedelta(hours=9))
    arrive(app, ATTEMPT)
    arrive(app, {**CALM, "asq_1": "skip"})
    arrive(app, ACUTE)
    assert levels(ana) == ["imminent", "urgent", "urgent", "elevated", "routine"]
    rows = ana.get("/staff/queue").select("[data-level=urgent]")
    assert "Suicide attempt in the last 3 months" in rows[0].get_text()


def test_each_level_has_its_word_and_its_own_shape(app: Flask, ana: Desk) -> None:
    for answers in (CALM, POSITIVE, ACUTE, {**CALM, "asq_1": "skip"}):
        arrive(app, answers)
    signs = [row.get_text(" ", strip=True) for row in ana.get("/staff/queue").select(".queue .level")]
    assert signs == ["◆ Imminent", "▲ Urgent", "● Elevated", "○ Routine"]


def test_the_target_is_said_in_words_on_the_sites_own_clock(app: Flask) -> None:
    with clock.stopped(NOON):
        email = hired(app, "coordinator")
        arrive(app, ACUTE, ago=timedelta(minutes=38))
        arrive(app, POSITIVE)
        text = sign_in(app, email).get("/staff/queue").get_text(" ", strip=True)
    assert "8 minutes past its target" in text
    assert "waiting 38 minutes, since today 11:22" in text
    assert "due today by 17:00" in text


def test_a_row_says_who_holds_it_and_how_the_person_may_be_reached(app: Flask, ana: Desk, ben: Desk) -> None:
    held = arrive(app, ACUTE, {"contact_phone": "555-0142", "contact_call": "yes"})
    arrive(app, CALM)
    ana.post(f"/staff/screenings/{held}/claim")
    first, second = ben.get("/staff/queue").select("[data-reference]")
    assert "Held by Ana Duarte" in first.get_text(" ", strip=True)
    assert [way.get_text(" ", strip=True) for way in first.select(".ways li")] == [
        "✓ call",
        "✗ no text",
        "✗ no message",
    ]
    assert not first.select("button")
    assert "Nobody holds it" in second.get_text(" ", strip=True)
    assert "No contact given" in second.get_text(" ", strip=True)


def test_one_press_in_the_queue_claims(app: Flask, ana: Desk) -> None:
    arrive(app, ACUTE)
    row = ana.get("/staff/queue").select("[data-reference]")[0]
    form = row.find("form")
    assert form is not None
    ana.post(str(form["action"]))
    assert "Held by Ana Duarte" in ana.get("/staff/queue").get_text(" ", strip=True)


def test_the_queue_counts_what_presses_less_until_it_is_opened(app: Flask, ana: Desk) -> None:
    screening_id = arrive(app, {**CALM, "asq_1": "skip"})
    arrive(app, ACUTE)
    arrive(app, CALM)
    said = "1 less pressing screening with an alert that nobody has opened yet."
    assert said in ana.get("/staff/queue").get_text()
    ana.get(f"/staff/screenings/{screening_id}")
    assert "nobody has opened yet" not in ana.get("/staff/queue").get_text()


def test_a_call_that_was_asked_for_stands_there_before_anything_is_sent(app: Flask, ana: Desk) -> None:
    call_then(app, ACUTE, None)
    row = ana.get("/staff/queue").select("[data-level=imminent]")[0].get_text(" ", strip=True)
    assert "Asked for a call" in row
    assert "not sent yet" in row


def test_somebody_who_stopped_midway_shows_as_level_and_time_and_nothing_else(app: Flask, ana: Desk) -> None:
    with app.app_context(), clock.stopped(clock.now() - timedelta(hours=2)), writing():
        draft_id = begin().row.id
    page = ana.get("/staff/queue")
    row = page.select(".drafts tbody tr")[0].get_text(" ", strip=True)
    assert row.startswith("● Elevated 2 hours ago")
    assert draft_id not in str(page)


def test_a_row_whose_seal_is_broken_still_stands_in_its_place(app: Flask, ana: Desk) -> None:
    broken = arrive(app, ACUTE)
    arrive(app, CALM)
    with app.app_context(), writing():
        db.session.execute(sa.update(Screening).where(Screening.id == broken).values(summary=b"broken"))
    first = ana.get("/staff/queue").select("[data-reference]")[0]
    assert first["data-level"] == "imminent"
    assert "Cannot be read" in first.get_text()


def test_another_site_sees_nothing_of_it(app: Flask) -> None:
    arrive(app, ACUTE)
    assert levels(desk_of(app, "coordinator", site_id="other")) == []


def test_a_name_is_shown_as_text_in_its_own_direction(app: Flask, ana: Desk) -> None:
    arrive(app, CALM, {**CONTACT, "contact_alias": "<b>Zoë</b>\u202egpj"})
    name = ana.get("/staff/queue").select(".queue bdi[dir=auto]")[0]
    assert name.get_text() == "<b>Zoë</b>[U+202E]gpj"


@pytest.mark.parametrize("path", ["/staff/queue"])
def test_reading_the_queue_is_one_entry_in_the_log(app: Flask, ana: Desk, path: str) -> None:
    with app.app_context():
        before = activity.latest(1)[0].seq
    ana.get(path)
    with app.app_context():
        rows = [row for row in activity.latest(10) if row.seq > before]
    assert [row.action for row in rows] == ["queue.read"]
