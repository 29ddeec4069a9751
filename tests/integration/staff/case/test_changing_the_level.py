"""A level is changed by hand with a reason, never in silence, and what it was at first stays to be read."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.accounts import StaffUser
from app.extensions import clock, db, writing
from app.intake.arriving.submit import ask_for_call, send
from app.intake.case.change_level import LevelChange, change_level
from app.intake.models import Screening
from app.screening import Level
from tests.support.application import NOON
from tests.support.desk import CALM, CONTACT, Desk, answer_all, arrive, begin, desk_of, named, soup

ATTEMPT = {**CALM, "asq_4": "yes", "asq_4_when": "within_3m", "asq_5": "no"}
LOWER = {"level": "elevated", "text": "Spoke at length, safe at home.", "alone_because": ""}


def text(desk: Desk, address: str, part: str) -> str:
    return desk.get(address).select(part)[0].get_text(" ", strip=True)


def in_queue(desk: Desk) -> list[str]:
    return [str(row["data-level"]) for row in desk.get("/staff/queue").select("[data-reference]")]


def test_a_raised_level_moves_up_the_queue_and_says_where_it_came_from(ana: Desk, ben: Desk, calm: str) -> None:
    assert ana.post(f"{calm}/level", level="urgent", text="Sounded very low.").status_code == 303
    assert in_queue(ben) == ["urgent"]
    assert "Changed from routine, last by Ana Duarte, today" in text(ben, calm, ".pinned")
    history = text(ben, calm, "#history")
    assert "Level changed from Routine to Urgent Sounded very low. Ana Duarte" in history
    assert "Changed the level after Urgent, before Routine" in history


def test_the_target_follows_the_level(app: Flask) -> None:
    with clock.stopped(NOON):
        desk = desk_of(app, "coordinator")
        case = f"/staff/screenings/{arrive(app, CALM, ago=timedelta(minutes=10))}"
        desk.post(f"{case}/level", level="imminent", text="Said it on the phone.")
        assert "due in 30 minutes, by 12:30" in text(desk, case, ".pinned")
        desk.post(f"{case}/level", level="elevated", text="Mixed up.", alone_because="night")
        assert "due tomorrow by 17:00" in text(desk, case, ".pinned")


def test_who_has_waited_long_is_not_overdue_at_once_when_raised_but_when_lowered_again(app: Flask) -> None:
    with clock.stopped(NOON):
        desk = desk_of(app, "coordinator")
        case = f"/staff/screenings/{arrive(app, CALM, ago=timedelta(days=3))}"
        desk.post(f"{case}/level", level="imminent", text="Said it on the phone.")
        strip = text(desk, case, ".pinned")
        assert "due in 30 minutes, by 12:30" in strip
        assert "waiting 3 days" in strip
        desk.post(f"{case}/level", level="urgent", text="Safe now.", alone_because="night")
        assert "past its target" in text(desk, case, ".pinned")


def test_who_is_raised_becomes_a_duty_that_stays_until_somebody_acts(app: Flask, ana: Desk, calm: str) -> None:
    ana.post(f"{calm}/level", level="imminent", text="Said it on the phone.")
    assert "Imminent: 1 that nobody has opened." in text(ana, "/staff/queue", "main")


def test_who_raised_it_and_why_stands_first_until_it_is_lowered(app: Flask, ana: Desk, ben: Desk, calm: str) -> None:
    ana.post(f"{calm}/level", level="imminent", text="Said it on the phone.")
    said = "Raised by Ana Duarte: Said it on the phone."
    assert text(ben, "/staff/queue", ".case .why li") == said
    assert text(ben, calm, ".pinned .why li") == said
    ana.post(f"{calm}/level", level="routine", text="Mixed up.", alone_because="night")
    assert "Raised by" not in text(ben, "/staff/queue", ".case")
    assert "Was changed and is routine again, last by Ana Duarte" in text(ben, calm, ".pinned")


def test_who_was_spoken_with_and_is_raised_then_waits_anew(ana: Desk, calm: str) -> None:
    ana.post(f"{calm}/attempts", outcome="spoke")
    assert "Spoken with, today" in text(ana, calm, ".pinned")
    ana.post(f"{calm}/level", level="imminent", text="Said it on the phone.")
    assert "due" in text(ana, calm, ".pinned .when")
    assert "Spoken with" not in text(ana, "/staff/queue", ".case")


def test_answers_that_come_later_leave_what_staff_said(app: Flask, ana: Desk) -> None:
    with app.app_context(), writing():
        draft = begin()
        answer_all(draft, CALM)
        row = db.session.get_one(Screening, ask_for_call(draft, CONTACT).screening_id)
        staff = db.session.scalars(sa.select(StaffUser)).one()
        change_level(row.id, staff, row.edition, LevelChange("urgent", "Sounded very low."))
        send(draft)
    assert text(ana, "/staff/queue", ".case .why li") == "Raised by Ana Duarte: Sounded very low."


def test_a_recent_attempt_stays_first_within_urgent_after_a_change_and_back(app: Flask, ana: Desk) -> None:
    arrive(app, {**CALM, "asq_1": "yes", "asq_5": "no"}, ago=timedelta(hours=1))
    case = f"/staff/screenings/{arrive(app, ATTEMPT)}"
    ana.post(f"{case}/level", level="routine", text="Mixed up.")
    assert "Suicide attempt" not in text(ana, "/staff/queue", ".case")
    ana.post(f"{case}/level", level="urgent", text="Not mixed up.")
    assert "Suicide attempt in the last 3 months" in text(ana, "/staff/queue", ".case")


def test_an_imminent_case_is_lowered_with_a_second_person_and_keeps_its_flags(ana: Desk, ben: Desk, acute: str) -> None:
    flags = text(ana, acute, "#flags")
    lower = {**LOWER, "second": named(ana, acute, "Ben Okafor")}
    assert ana.post(f"{acute}/level", **lower).status_code == 303
    assert in_queue(ben) == ["elevated"]
    assert "Changed from imminent" in text(ana, acute, ".pinned")
    assert "Second person: Ben Okafor" in text(ana, acute, "#history")
    assert text(ana, acute, "#flags") == flags


def test_an_imminent_case_is_not_lowered_by_one_person_without_a_word(ana: Desk, acute: str) -> None:
    refused = ana.post(f"{acute}/level", level="elevated", text="Safe.")
    assert refused.status_code == 422
    assert soup(refused).select(".summary a[href='#level-second']")
    assert in_queue(ana) == ["imminent"]
    alone = {"level": "elevated", "text": "Safe.", "alone_because": "night shift"}
    assert ana.post(f"{acute}/level", **alone).status_code == 303
    history = text(ana, acute, "#history")
    assert "Decided alone because: night shift" in history
    assert "Later review: due" in history


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"level": "urgent"}, "#level-text"),
        ({"text": "why"}, "#level-level"),
        ({"level": "routine", "text": "why"}, "#level-level"),
        ({"level": "grave", "text": "why"}, "#level-level"),
    ],
    ids=["no reason", "no level", "the same level", "no such level"],
)
def test_a_change_without_a_reason_or_another_level_is_refused(
    ana: Desk, calm: str, fields: dict[str, str], where: str
) -> None:
    refused = ana.post(f"{calm}/level", **fields)
    assert refused.status_code == 422
    assert [link["href"] for link in soup(refused).select(".summary a")] == [where]
    assert in_queue(ana) == ["routine"]


def test_a_closed_screening_keeps_its_level(ana: Desk, calm: str) -> None:
    ana.post(f"{calm}/close", outcome="declined", reason="not_now", no_attempt_because="came in")
    assert ana.post(f"{calm}/level", level="urgent", text="x").status_code == 409
    assert not ana.get(calm).select(f"form[action='{calm}/level']")


def test_the_log_knows_the_levels_and_not_the_reason(app: Flask, ana: Desk, calm: str) -> None:
    ana.post(f"{calm}/level", level="urgent", text="canary")
    with app.app_context():
        rows = [row.detail for row in activity.latest(20) if row.action == "screening.level"]
        assert rows == [{"before": Level.ROUTINE, "after": Level.URGENT}]
        assert "canary" not in str([row.detail for row in activity.latest(20)])
