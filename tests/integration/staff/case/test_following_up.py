"""By when to look again: what a try asks for, what the person at the desk chose, and tasks that are not done."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.extensions import clock, db
from app.intake.models import Screening
from tests.support.desk import ACUTE, CALM, CONTACT, Desk, arrive, desk_of, hire, sign_in, soup

FRIDAY_AFTERNOON = datetime(2026, 11, 20, 21, 50, tzinfo=UTC)  # 16:50 in New York; the clinic closes at 17:00
MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 10:00


def strip(desk: Desk, address: str) -> str:
    return desk.get(address).select(".pinned")[0].get_text(" ", strip=True)


def row(app: Flask, address: str) -> Screening:
    with app.app_context():
        return db.session.get_one(Screening, address.rsplit("/", 1)[1])


@pytest.fixture
def case(app: Flask) -> str:
    """The address of an imminent screening."""
    return f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"


def test_no_answer_before_a_weekend_is_tried_again_when_somebody_is_in(app: Flask) -> None:
    with clock.stopped(FRIDAY_AFTERNOON):
        desk = desk_of(app, "coordinator")
        case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
        desk.post(f"{case}/attempts", outcome="no_answer")
        assert "Look again by Mon 23 Nov, 09:20" in strip(desk, case)
        assert "Look again by: Mon 23 Nov, 09:20" in desk.get(case).select("#attempts + .entries")[0].get_text()


def test_a_time_that_has_passed_stands_out(app: Flask) -> None:
    with clock.stopped(MONDAY):
        email = hire(app, "coordinator")
        desk = sign_in(app, email)
        case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
        desk.post(f"{case}/attempts", outcome="no_answer")
        assert not desk.get(case).select(".pinned .over")
    with clock.stopped(MONDAY + timedelta(minutes=31)):
        desk = sign_in(app, email)
        assert "Look again by today 10:30" in [said.get_text() for said in desk.get(case).select(".pinned .over")]


def test_the_first_talk_is_remembered_and_nothing_is_left_to_try(app: Flask) -> None:
    with clock.stopped(MONDAY) as now:
        desk = desk_of(app, "coordinator")
        case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
        desk.post(f"{case}/attempts", outcome="left_message")
        assert row(app, case).first_contact_at is None
        desk.post(f"{case}/attempts", outcome="spoke")
        assert "Look again" not in strip(desk, case)
        now.at = MONDAY + timedelta(minutes=5)
        desk.post(f"{case}/attempts", outcome="spoke")
    assert row(app, case).first_contact_at == MONDAY


def test_a_wrong_number_asks_for_somebody_at_once(ana: Desk, case: str) -> None:
    ana.post(f"{case}/attempts", outcome="wrong_number")
    assert ana.get(case).select(".pinned .over")
    ana.post(f"{case}/attempts", outcome="declined")
    assert "Look again" not in strip(ana, case)


def test_another_time_can_be_chosen_whatever_the_outcome(app: Flask) -> None:
    with clock.stopped(MONDAY):
        desk = desk_of(app, "coordinator")
        case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
        desk.post(f"{case}/attempts", outcome="spoke", day="2026-11-27", hour="14:30")
        assert "Look again by Fri 27 Nov, 14:30" in strip(desk, case)
    assert row(app, case).follow_up_at == datetime(2026, 11, 27, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour"),
    [("2026-11-27", ""), ("", "14:30"), ("2020-01-01", "10:00"), ("2099-02-30", "10:00"), ("2027-03-14", "02:30")],
    ids=["no time", "no day", "past", "no such day", "skipped by the clocks"],
)
def test_a_time_that_cannot_be_is_refused_and_what_was_typed_stays(ana: Desk, case: str, day: str, hour: str) -> None:
    refused = ana.post(f"{case}/attempts", outcome="spoke", text="talked", day=day, hour=hour)
    page = soup(refused)
    assert refused.status_code == 422
    assert page.select(".summary a[href='#attempts-day']")
    assert [page.select(f"#attempts-{name}")[0]["value"] for name in ("day", "hour")] == [day, hour]
    assert page.select("#attempts-text")[0].get_text().strip() == "talked"
    assert not ana.get(case).select("#attempts + .entries")


def test_who_was_spoken_with_has_no_running_target_and_stands_below_those_who_wait(app: Flask) -> None:
    with clock.stopped(MONDAY):
        desk = desk_of(app, "coordinator")
        spoken = f"/staff/screenings/{arrive(app, ACUTE, CONTACT, ago=timedelta(hours=1))}"
        waits = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
        assert queue(desk) == [spoken, waits]
        desk.post(f"{spoken}/attempts", outcome="spoke")
        assert queue(desk) == [waits, spoken]
        for words in (strip(desk, spoken), desk.get("/staff/queue").select(".case")[1].get_text(" ", strip=True)):
            assert "Spoken with, today 10:00" in words
            assert not any(other in words for other in ("waiting", "target", "due in", "Tried to reach"))


def queue(desk: Desk) -> list[str]:
    return [str(link["href"]) for link in desk.get("/staff/queue").select("[data-reference] h2 a")]


def test_the_earliest_of_try_and_open_tasks_counts(app: Flask) -> None:
    with clock.stopped(MONDAY):
        desk = desk_of(app, "coordinator")
        case = f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
        desk.post(f"{case}/attempts", outcome="left_message")  # Tuesday, at close
        desk.post(f"{case}/tasks", text="Ask the ward", day="2026-11-24", hour="09:00")
        desk.post(f"{case}/tasks", text="Send the letter", day="2026-11-30", hour="09:00")
        assert "Look again by tomorrow 09:00" in strip(desk, case)
        finish(desk, case)
        assert "Look again by tomorrow 17:00" in strip(desk, case)
        desk.post(f"{case}/attempts", outcome="spoke")
        assert "Look again by Mon 30 Nov, 09:00" in strip(desk, case)


def finish(desk: Desk, case: str) -> None:
    form = desk.get(case).select("form[action$='/done']")[0]
    assert desk.post(str(form["action"])).status_code == 303


def test_a_task_says_who_wrote_it_and_who_did_it_and_is_done_once(ana: Desk, ben: Desk, case: str) -> None:
    ana.post(f"{case}/tasks", text="Ask the ward", day="2099-01-05", hour="09:00")
    done = str(ben.get(case).select("form[action$='/done']")[0]["action"])
    assert ben.post(done).status_code == 303
    entry = ana.get(case).select("#tasks + .entries li")[0].get_text(" ", strip=True)
    assert entry.startswith("Ask the ward Done: Ben Okafor, today")
    assert entry.endswith("Ana Duarte")
    assert ana.post(done).status_code == 409


def test_nobody_finishes_a_task_by_way_of_another_screening(app: Flask, ana: Desk, case: str) -> None:
    other = f"/staff/screenings/{arrive(app, CALM)}"
    ana.post(f"{case}/tasks", text="Ask the ward", day="2099-01-05", hour="09:00")
    done = str(ana.get(case).select("form[action$='/done']")[0]["action"])
    assert ana.post(done.replace(case, other)).status_code == 409
    assert ana.get(case).select("form[action$='/done']")


def test_a_task_needs_words_and_a_time(ana: Desk, case: str) -> None:
    refused = ana.post(f"{case}/tasks")
    assert {link["href"] for link in soup(refused).select(".summary a")} == {"#task-text", "#task-day"}


def test_nothing_is_closed_while_a_task_is_open(app: Flask, ana: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
    closing = {"outcome": "declined", "reason": "not_now", "no_attempt_because": "came in", "text": "all said"}
    ana.post(f"{case}/tasks", text="Send the letter", day="2099-01-05", hour="09:00")
    refused = ana.post(f"{case}/close", **closing)
    assert refused.status_code == 422
    assert "There are follow-up tasks that are not done." in refused.get_data(as_text=True)
    finish(ana, case)
    assert ana.post(f"{case}/close", **closing).status_code == 303


def test_a_closed_screening_is_looked_at_no_more(app: Flask, ana: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
    ana.post(f"{case}/attempts", outcome="no_answer")
    ana.post(f"{case}/close", outcome="no_contact", reason="no_reply")
    assert row(app, case).follow_up_at is None
    ana.post(f"{case}/attempts", outcome="no_answer")
    assert row(app, case).follow_up_at is None


def late(desk: Desk, case: str, at: str, **fields: str) -> TestResponse:
    """Write down a try of this day that took place at another time."""
    return desk.post(f"{case}/attempts", **{"outcome": "spoke", "tried_day": "2026-11-23", "tried_hour": at, **fields})


@pytest.fixture
def later(app: Flask) -> Iterator[tuple[Desk, str]]:
    """A desk two hours after somebody came in at ten, and their address."""
    with clock.stopped(MONDAY) as now:
        case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
        now.at = MONDAY + timedelta(hours=2)
        yield desk_of(app, "coordinator"), case


def test_a_try_written_down_late_says_when_it_was(app: Flask, later: tuple[Desk, str]) -> None:
    desk, case = later
    assert late(desk, case, "10:20").status_code == 303
    contact = row(app, case).first_contact_at
    assert contact is not None
    assert MONDAY + timedelta(minutes=20) <= contact < MONDAY + timedelta(minutes=21)
    assert "When it was: today 10:20" in desk.get(case).select("#attempts + .entries")[0].get_text(" ", strip=True)


def test_the_time_to_look_again_counts_from_the_try_and_not_from_writing_it_down(later: tuple[Desk, str]) -> None:
    desk, case = later
    assert late(desk, case, "11:50", outcome="no_answer").status_code == 303
    assert "Look again by today 12:20" in strip(desk, case)
    assert late(desk, case, "10:10", outcome="wrong_number").status_code == 303
    assert "Look again by today 12:20" in strip(desk, case), "the newer try counts, whatever was written down last"


@pytest.mark.parametrize(
    ("at", "why"),
    [("09:59", "before the screening came in"), ("12:01", "a time that has passed"), ("", "a day and a time")],
)
def test_a_try_is_neither_before_the_screening_nor_in_the_future(later: tuple[Desk, str], at: str, why: str) -> None:
    desk, case = later
    refused = late(desk, case, at)
    assert refused.status_code == 422
    assert why in soup(refused).select("#attempts-tried_day-error")[0].get_text()
    assert "None yet." in desk.get(case).select("#attempts + p")[0].get_text()


def test_what_came_after_a_try_that_is_written_down_late_still_waits(app: Flask) -> None:
    with clock.stopped(MONDAY) as now:
        case = f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
        now.at = MONDAY + timedelta(hours=1)
        email = hire(app, "coordinator")
        sign_in(app, email).post(f"{case}/level", level="urgent", text="They called, and it is worse.")
        now.at = MONDAY + timedelta(hours=2)
        desk = sign_in(app, email)
        late(desk, case, "10:30", outcome="no_answer")
        assert row(app, case).status == "waiting"
        late(desk, case, "11:30", outcome="no_answer")
        assert row(app, case).status == "attempted"
