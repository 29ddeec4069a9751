"""Nobody answers: the next step is proposed, the missed stand first among those to follow up, and closing says why."""

from datetime import timedelta

import pytest
from flask import Flask

from app.extensions import db
from app.extensions.clock import StoppedClock
from app.intake.models import Screening
from tests.support.desk import CALM, CONTACT, Desk, arrive, hire, sign_in, soup

NO_TRY = {"no_attempt_because": "came in"}


def proposal(desk: Desk, calm: str) -> str:
    return " ".join(box.get_text(" ", strip=True) for box in desk.get(calm).select("#work .note"))


def test_after_the_third_try_the_page_proposes_what_to_do_and_closes_nothing(app: Flask, ana: Desk, calm: str) -> None:
    for _ in range(2):
        ana.post(f"{calm}/attempts", outcome="no_answer")
    assert proposal(ana, calm) == ""
    ana.post(f"{calm}/attempts", outcome="no_answer")
    assert proposal(ana, calm).startswith("3 tries in a row without a reply. What to do next: Call at another time")
    assert "close it as “Could not be reached”" in proposal(ana, calm)
    with app.app_context():
        assert db.session.get_one(Screening, calm.rsplit("/", 1)[1]).closed_at is None
    ana.post(f"{calm}/attempts", outcome="spoke")
    assert proposal(ana, calm) == ""


def test_for_an_imminent_case_a_welfare_check_is_asked_about_and_closing_is_not(ana: Desk, acute: str) -> None:
    for _ in range(2):
        ana.post(f"{acute}/attempts", outcome="no_answer")
    assert "Ask the supervisor on duty now" in proposal(ana, acute)
    assert "close it" not in proposal(ana, acute)


def test_a_closed_one_is_tried_no_more(ana: Desk, calm: str) -> None:
    for _ in range(3):
        ana.post(f"{calm}/attempts", outcome="no_answer")
    ana.post(f"{calm}/close", outcome="no_contact", reason="no_reply")
    assert proposal(ana, calm) == ""


def test_the_missed_stand_first_within_their_level_among_those_to_follow_up(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    ana = sign_in(app, email)
    spoken, missed, missed_longer, urgent = (
        f"/staff/screenings/{arrive(app, answers, CONTACT)}"
        for answers in (CALM, CALM, CALM, {**CALM, "asq_1": "yes", "asq_5": "no"})
    )
    ana.post(f"{spoken}/attempts", outcome="spoke", day="2026-11-23", hour="12:30")
    ana.post(f"{missed}/attempts", outcome="no_answer", day="2026-11-23", hour="15:00")
    ana.post(f"{missed_longer}/attempts", outcome="no_answer", day="2026-11-23", hour="14:00")
    ana.post(f"{urgent}/attempts", outcome="spoke", day="2026-11-23", hour="16:00")
    stopped.at += timedelta(days=1)
    rows = sign_in(app, email).get("/staff/queue?tab=follow-up").select("[data-reference] h2 a")
    assert [row["href"] for row in rows] == [urgent, missed_longer, missed, spoken]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"outcome": "declined"}, "#close-reason"),
        ({"outcome": "no_contact"}, "#close-reason"),
        ({"outcome": "not_suitable"}, "#close-reason"),
        ({"outcome": "declined", "reason": "no_reply"}, "#close-reason"),
        ({"outcome": "referred"}, "#close-referred_to"),
    ],
    ids=["declined", "no contact", "not suitable", "a reason of another outcome", "referred, and not where"],
)
def test_whoever_leaves_without_care_here_is_closed_with_a_reason(
    ana: Desk, calm: str, fields: dict[str, str], where: str
) -> None:
    refused = ana.post(f"{calm}/close", **NO_TRY, **fields)
    assert refused.status_code == 422
    assert [link["href"] for link in soup(refused).select(".summary a")] == [where]
    assert ana.get("/staff/queue").select("[data-reference]")


def test_why_and_where_can_be_read_afterwards(app: Flask, ana: Desk, calm: str) -> None:
    assert ana.post(f"{calm}/close", **NO_TRY, outcome="declined", reason="not_now").status_code == 303
    assert "Does not want help now Why: Not now, may come back" in ana.get(calm).get_text(" ", strip=True)
    other = f"/staff/screenings/{arrive(app, CALM)}"
    ana.post(f"{other}/close", **NO_TRY, outcome="referred", referred_to="Elm Street clinic")
    assert "Referred to: Elm Street clinic" in ana.get(other).get_text(" ", strip=True)
