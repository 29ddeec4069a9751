"""A person asks for a call, staff try, and then more answers come: what was tried before puts nothing off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.extensions import clock, db, writing
from app.extensions.clock import StoppedClock
from app.instruments import Answer
from app.intake.arriving.drafts import begin_draft, open_draft
from app.intake.arriving.submit import ask_for_call, send
from app.intake.draft_state import ConsentGiven
from app.intake.models import Screening
from app.sites import site_of
from tests.support.desk import ACUTE, CALM, Desk, answer_all, change, desk_of

MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 10:00 in New York, and the clinic is open
LATER = timedelta(minutes=10)
TOKEN = b"t" * 32
URGENT: Mapping[str, Answer] = {**CALM, "asq_1": "yes", "asq_5": "no"}


@dataclass
class Course:
    """One person who asked for a call and still has the page open, and whoever works on it."""

    app: Flask
    desk: Desk
    id: str
    draft_id: str
    at: StoppedClock

    @property
    def address(self) -> str:
        return f"/staff/screenings/{self.id}"

    def act(self, what: str, **fields: str) -> None:
        assert self.desk.post(f"{self.address}/{what}", **fields).status_code == 303

    def send(self, answers: Mapping[str, Answer]) -> None:
        """The person changes these answers and sends, a little later."""
        self.at.at += LATER
        with self.app.app_context(), writing():
            draft = open_draft(self.draft_id, TOKEN, to_write=True)
            assert draft
            change(draft, answers)
            send(draft)

    def row(self) -> Screening:
        with self.app.app_context():
            return db.session.get_one(Screening, self.id)

    def stands_under(self, tab: str) -> bool:
        return bool(self.desk.get(f"/staff/queue?tab={tab}").select(f"a[href='{self.address}']"))

    def on_the_shift_sheet(self) -> str:
        return self.desk.get("/staff/shift").select("[data-shift]")[0].get_text(" ", strip=True)


def asked_for_a_call(app: Flask, at: StoppedClock, answers: Mapping[str, Answer]) -> Course:
    with app.app_context(), writing():
        draft = begin_draft(site_of("default"), TOKEN)
        draft.state.consent, draft.state.offer = ConsentGiven("2026-11", "0" * 64, clock.now()), "go_on"
        answer_all(draft, answers)
        receipt = ask_for_call(draft, {"contact_name": "Robin", "contact_phone": "555-0142"})
        draft_id = draft.row.id
    return Course(app, desk_of(app, "coordinator"), receipt.screening_id, draft_id, at)


@pytest.fixture
def monday() -> Iterator[StoppedClock]:
    with clock.stopped(MONDAY) as at:
        yield at


@pytest.fixture
def calm(app: Flask, monday: StoppedClock) -> Course:
    return asked_for_a_call(app, monday, CALM)


@pytest.fixture
def acute(app: Flask, monday: StoppedClock) -> Course:
    return asked_for_a_call(app, monday, ACUTE)


def test_acute_answers_after_a_message_was_left_stand_first_and_not_under_waiting_on_person(calm: Course) -> None:
    calm.act("attempts", outcome="left_message")
    assert calm.stands_under("waiting")
    calm.send(ACUTE)
    assert (calm.row().level, calm.row().status, calm.row().follow_up_at) == ("imminent", "waiting", None)
    assert not calm.stands_under("waiting")
    assert "Nobody has tried yet" in calm.on_the_shift_sheet()
    assert "tomorrow" not in calm.on_the_shift_sheet()


def test_whoever_holds_it_still_does(calm: Course) -> None:
    calm.act("claim")
    calm.act("attempts", outcome="left_message")
    calm.send(ACUTE)
    assert calm.row().status == "claimed"


def test_the_old_try_stays_forgotten_whatever_is_done_next_and_the_next_one_counts(calm: Course) -> None:
    calm.act("attempts", outcome="left_message")
    calm.send(ACUTE)
    calm.act("tasks", text="Ask the ward", day="2026-11-30", hour="09:00")
    assert calm.row().follow_up_at == datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
    calm.act("attempts", outcome="no_answer")
    assert calm.row().follow_up_at == MONDAY + LATER + timedelta(minutes=30)


def test_a_talk_before_the_newest_answers_is_not_taken_for_one_about_them(calm: Course) -> None:
    calm.act("attempts", outcome="spoke")
    calm.send(ACUTE)
    assert "Spoken with, but not since the newest answers" in calm.on_the_shift_sheet()


def test_a_new_risk_counts_even_if_the_level_is_as_high_already(app: Flask, monday: StoppedClock) -> None:
    course = asked_for_a_call(app, monday, URGENT)
    course.act("attempts", outcome="left_message")
    course.send({"asq_4": "yes", "asq_4_when": "within_3m"})
    assert (course.row().level, course.row().status, course.row().follow_up_at) == ("urgent", "waiting", None)


def test_a_level_that_staff_lowered_and_the_answers_raise_again_is_nobody_s_yet(acute: Course) -> None:
    acute.act("attempts", outcome="spoke")
    acute.act("level", level="elevated", text="Safe for now", alone_because="Nobody else is in")
    acute.send({})
    assert (acute.row().level, acute.row().status) == ("imminent", "waiting")


def test_the_same_answers_sent_after_a_try_keep_it_but_put_nothing_off_beyond_the_target(acute: Course) -> None:
    acute.act("attempts", outcome="left_message")
    acute.send({})
    row = acute.row()
    assert (row.status, row.follow_up_at) == ("attempted", row.due_at)
    acute.act("attempts", outcome="left_message")
    follow_up_at = acute.row().follow_up_at
    assert follow_up_at
    assert follow_up_at > row.due_at


def test_what_was_closed_and_comes_again_waits_without_its_old_try(calm: Course) -> None:
    calm.act("claim")
    calm.act("attempts", outcome="left_message")
    calm.act("close", outcome="appointment")
    calm.send({})
    assert (calm.row().status, calm.row().follow_up_at, calm.row().closed_at) == ("claimed", None, None)
