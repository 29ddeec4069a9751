"""The figures of the last weeks equal a count by hand, and show nothing about fewer than five people."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions import begin_immediate, clock, db, writing
from app.extensions.clock import StoppedClock
from app.instruments import catalogue
from app.intake.arriving.answering import give_answers
from app.intake.arriving.drafts import begin_draft
from app.intake.arriving.pretend import quiet
from app.intake.arriving.submit import send
from app.intake.models import Screening
from app.intake.tallies import Tally, totals
from app.screening import plan
from app.sites import site_of
from app.vault import current_vault
from tests.support.desk import ACUTE, CALM, Desk, answer_all, arrive, begin, desk_of
from tests.support.engines import on_each_engine

TOMORROW = date(2999, 1, 1)
LOW = CALM | {f"phq9_{number}": 3 for number in range(1, 9)} | {"phq9_10": 2}


def reached(app: Flask, screening_id: str, after: timedelta) -> None:
    """Somebody spoke with the person so long after they came in."""
    with app.app_context(), writing():
        row = db.session.get_one(Screening, screening_id)
        row.first_contact_at = row.waiting_since + after


def table(page: BeautifulSoup, heading: str) -> dict[str, str]:
    found = next(part for part in page.select("section") if part.h2 and part.h2.text == heading)
    return {row.th.text: row.td.get_text(strip=True) for row in found.select("tbody tr") if row.th and row.td}


def speeds(page: BeautifulSoup) -> dict[str, str]:
    found = [card.get_text(" ", strip=True) for card in page.select(".speeds li")]
    return {text.split()[1]: text for text in found}


def figures(desk: Desk) -> list[str]:
    """The whole page, but for what stands in red on every page."""
    return [part.get_text() for part in desk.get("/staff/week").select("main > :not(.standing)")]


@pytest.fixture
def ana(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "supervisor")


@on_each_engine
def test_the_page_equals_a_count_by_hand(app: Flask, ana: Desk) -> None:
    for number in range(1, 8):  # seven who are urgent or more; five of them reached, after 1 to 5 hours
        screening = arrive(app, ACUTE, ago=timedelta(days=2))
        if number <= 5:
            reached(app, screening, timedelta(hours=number))
    for _ in range(6):
        arrive(app, LOW | {"taps1_2": "skip"}, ago=timedelta(days=3))
    for number in range(6):
        screening = arrive(app, CALM, ago=timedelta(days=1))
        outcome = "declined" if number else "referred"
        page = ana.get(f"/staff/screenings/{screening}")
        edition = str(page.select("[name=edition]")[0]["value"])
        why = {"no_attempt_because": "Came by in person.", "reason": "not_now", "referred_to": "Elm Street"}
        done = ana.post(f"/staff/screenings/{screening}/close", edition=edition, outcome=outcome, **why)
        assert done.status_code == 303
    arrive(app, ACUTE, ago=timedelta(days=8))  # before this week
    page = days_later(app)
    assert table(page, "Who came in") == {"Imminent": "7", "Urgent": "0", "Elevated": "6", "Routine": "6"}
    assert table(page, "Use and mood together") == {
        "Mood and use both high": "0",
        "Mood high, use lower": "13",
        "Use high, mood lower": "0",
        "Neither high": "6",
    }
    assert table(page, "How it ended")["Does not want help now"] == "not shown"
    assert table(page, "How it ended")["Referred elsewhere, with consent"] == "not shown"
    raised = table(page, "What was raised")
    assert raised["Thoughts of suicide right now, or did not say after a yes"] == "7"
    assert raised["PHQ-9 is 15 or more"] == "6"
    skipped = table(page, "What people would rather not answer")
    assert skipped[catalogue().item("taps1_2").text] == "6"
    assert "3 hours" in speeds(page)["Imminent"], "the median of 1, 2, 3, 4 and 5 hours"
    assert "Reached by the target: 5" not in speeds(page)["Imminent"], "two were not, so neither number is shown"


def days_later(app: Flask) -> BeautifulSoup:
    """The page two days on: what happens today is not counted yet."""
    with clock.stopped(clock.now() + timedelta(days=2)):
        return desk_of(app, "supervisor", "Tom Orrow").get("/staff/week")


@on_each_engine
def test_watching_the_page_while_somebody_sends_shows_nothing_of_them(app: Flask, ana: Desk) -> None:
    for _ in range(6):
        arrive(app, ACUTE, ago=timedelta(days=1))
    before = figures(ana)
    arrive(app, ACUTE | {"hark_1": "yes", "taps1_2": "skip"})
    assert figures(ana) == before
    assert table(days_later(app), "Who came in")["Imminent"] == "7"


def test_what_was_raised_or_skipped_by_a_few_is_listed_no_more_than_what_was_by_nobody(app: Flask, ana: Desk) -> None:
    for _ in range(4):
        arrive(app, ACUTE | {"taps1_2": "skip"}, ago=timedelta(days=1))
    page = ana.get("/staff/week")
    assert table(page, "What was raised") == table(page, "What people would rather not answer") == {}


def steps(page: BeautifulSoup) -> dict[str, tuple[str, ...]]:
    rows = page.select(".stairs tbody tr")
    return {row.th.text: tuple(cell.get_text(strip=True) for cell in row.select("td")) for row in rows if row.th}


@on_each_engine
def test_how_far_people_came_equals_a_count_by_hand(app: Flask, ana: Desk) -> None:
    with app.app_context(), writing():
        for number in range(11):  # six begin and answer nothing, five stop within the first part
            draft = begin()
            first = draft.path().next_unanswered
            if number >= 6 and first:
                give_answers(draft, first, {item.link_id: "skip" for item in first.items})
    for _ in range(9):
        arrive(app, CALM)
    with app.app_context(), writing():  # and somebody whose answers staff enter
        draft = begin_draft(site_of("default"), secrets.token_bytes(32), "phone")
        answer_all(draft, CALM)
        send(draft)
    page = days_later(app)
    said = steps(page)
    assert list(said) == ["Began", *plan().file.parts.values(), "Sent"]
    assert said["Began"] == ("20", "6", "–")
    assert said["First things"] == ("14", "5", "under a minute")
    assert {said[part] for part in ("Mood", "Drinks, drugs and medicines")} == {("9", "0", "under a minute")}
    assert said["Sent"] == ("not shown", "–", "–"), "with it, the one of the phone could be worked out"
    assert set(table(page, "How answers came in").values()) == {"0", "not shown"}


def test_the_same_part_answered_twice_is_one_who_came_so_far(app: Flask, ana: Desk) -> None:
    with app.app_context(), writing():
        for _ in range(5):
            draft = begin()
            first = draft.path().next_unanswered
            assert first is not None
            for answer in ("skip", "yes", "no"):
                give_answers(draft, first, {item.link_id: answer for item in first.items})
    assert steps(days_later(app))["First things"][0] == "5"


def test_how_long_a_part_takes_is_the_median_of_at_least_five_without_their_pauses(app: Flask) -> None:
    with clock.stopped(clock.now()) as now, app.app_context(), writing():
        for minutes in (1, 2, 7, 8, 9):
            draft = begin()
            while (step := draft.path().next_unanswered) and step.step.part == "start":
                give_answers(draft, step, {item.link_id: quiet(item) for item in step.items})
            now.at += timedelta(hours=3)
            draft.begin_visit(secrets.token_bytes(32))
            now.at += timedelta(minutes=minutes)
            assert step is not None
            give_answers(draft, step, {item.link_id: quiet(item) for item in step.items})
    assert steps(days_later(app))["First things"][2] == "7 minutes"


def test_what_is_counted_cannot_be_read_from_the_database(app: Flask) -> None:
    arrive(app, ACUTE)
    with app.app_context():
        rows = db.session.execute(sa.select(Tally.mark, Tally.n)).all()
        assert rows
        assert {len(mark) for mark, _ in rows} == {16}
        assert not [mark for mark, _ in rows if b"SUI" in mark or b"flag" in mark]
        current_vault()._derived["index:tally"] = b"another installation's key bytes"
        assert totals("default", clock.now().date() - timedelta(days=2), TOMORROW)("flag SUI_ACUTE") == 0


def around(day: date) -> tuple[date, date]:
    """A period that holds a day wherever a site is."""
    return day - timedelta(days=2), day + timedelta(days=2)


def test_what_is_counted_elsewhere_or_on_another_day_does_not_tell_what_a_count_means(app: Flask) -> None:
    today = clock.now().date()
    with clock.stopped(clock.now() - timedelta(days=1)):
        arrive(app, ACUTE)
    arrive(app, ACUTE)
    arrive(app, ACUTE, site_id="other")
    with app.app_context():
        rows = db.session.execute(sa.select(Tally.site_id, Tally.day, Tally.mark).distinct()).all()
        assert len({(site, day) for site, day, _ in rows}) == 3
        assert len({mark for *_, mark in rows}) == len(rows), "no mark stands at two sites or on two days"
        assert totals("default", *around(today))("flag SUI_ACUTE") == 2
        assert totals("other", *around(today))("flag SUI_ACUTE") == 1


def test_what_one_person_answered_does_not_stand_in_one_slot(app: Flask) -> None:
    arrive(app, ACUTE)
    with app.app_context():
        assert len(set(db.session.scalars(sa.select(Tally.slot)))) > 3, "by chance, of eight"


@on_each_engine
def test_of_many_who_begin_at_once_each_is_counted(app: Flask) -> None:
    def one_begins(_number: int) -> None:
        with app.app_context(), writing():
            begin()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one_begins, range(24)))
    with app.app_context():
        assert totals("default", clock.now().date() - timedelta(days=2), TOMORROW)("began self") == 24


def test_what_is_not_kept_is_not_counted(app: Flask) -> None:
    with app.app_context():
        begin_immediate()
        begin()
        db.session.rollback()
        assert totals("default", clock.now().date() - timedelta(days=2), TOMORROW)("began self") == 0


def test_no_number_from_one_to_four_is_on_the_page(app: Flask, ana: Desk) -> None:
    for answers in (ACUTE, LOW, CALM | {"taps1_2": "skip"}):
        for _ in range(3):
            arrive(app, answers, ago=timedelta(hours=30))
    page = ana.get("/staff/week")
    shown = [cell.get_text(strip=True) for cell in page.select(".bars td")]
    assert shown
    assert not set(shown) & {"1", "2", "3", "4"}


def test_another_site_is_not_counted(app: Flask, ana: Desk) -> None:
    for _ in range(6):
        arrive(app, ACUTE, site_id="elsewhere")
    assert set(table(ana.get("/staff/week"), "Who came in").values()) == {"0"}


def test_the_period_can_be_longer_and_an_unknown_one_is_a_week(app: Flask, ana: Desk) -> None:
    for _ in range(6):
        arrive(app, ACUTE, ago=timedelta(days=20))
    assert table(ana.get("/staff/week"), "Who came in")["Imminent"] == "0"
    assert table(ana.get("/staff/week?weeks=4"), "Who came in")["Imminent"] == "6"
    assert table(ana.get("/staff/week?weeks=9"), "Who came in")["Imminent"] == "0"


def test_an_auditor_may_not_and_an_administrator_may(app: Flask) -> None:
    desk_of(app, "auditor").get("/staff/week", 403)
    desk_of(app, "admin").get("/staff/week")
