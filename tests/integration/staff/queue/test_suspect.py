"""What a program may have made stands behind what nobody doubts; it is never lost, and a person behind it is seen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.alerts.models import Alert
from app.extensions import clock, db, writing
from app.intake.models import Screening
from app.settings import Settings
from app.web import limits
from tests.support.client_browser import somebody
from tests.support.desk import ACUTE as ANSWERS_OF_ACUTE
from tests.support.desk import CALM, ELEVATED, POSITIVE, Desk, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.limited import with_limits
from tests.support.links import make, path_on
from tests.support.people import ACUTE, NOTHING
from tests.support.running import running
from tests.support.walker import Known, Page, Walker


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """With limits on, as in real use, but for that of a second: the people here are programs."""
    no_limit = replace(limits.ANSWERS, most=())
    with patch.object(limits, "ANSWERS", no_limit), with_limits(settings) as app:
        yield app


def shown(desk: Desk, tab: str = "open") -> list[str]:
    rows = desk.get(f"/staff/queue?tab={tab}").select("[data-reference]")
    return [str(row.select("h2 a")[0]["href"]).rsplit("/", 1)[1] for row in rows]


def doubt(app: Flask, *ids: str) -> None:
    with app.app_context(), writing():
        db.session.execute(sa.update(Screening).where(Screening.id.in_(ids)).values(suspect=True))


def slowly(app: Flask, known: Known = NOTHING) -> Walker:
    """Somebody whose pages took the time that a person takes."""
    walker = somebody(app, known)
    walker.walk(until="/check")
    return walker


def send_after(walker: Walker, minutes: int) -> Page:
    with clock.stopped(clock.now() + timedelta(minutes=minutes)):
        return walker.walk()


def screening_of(app: Flask, page: Page) -> Screening:
    reference = str(page.soup.select("[data-reference]")[0]["data-reference"])
    with app.app_context():
        return db.session.scalars(sa.select(Screening).where(Screening.reference == reference)).one()


@on_each_engine
def test_what_presses_stands_after_the_others_that_press_and_the_rest_in_a_tab_of_its_own(
    app: Flask, ana: Desk
) -> None:
    kinds = {"imminent": ANSWERS_OF_ACUTE, "urgent": POSITIVE, "elevated": ELEVATED, "routine": CALM}
    sure = {kind: arrive(app, answers) for kind, answers in kinds.items()}
    doubted = {kind: arrive(app, answers) for kind, answers in kinds.items()}
    doubt(app, *doubted.values())
    pressing = [doubted["imminent"], doubted["urgent"]]
    assert shown(ana) == [sure["imminent"], sure["urgent"], *pressing, sure["elevated"], sure["routine"]]
    assert shown(ana, "suspect") == list(doubted.values())
    assert set(shown(ana, "unclaimed")) == {*sure.values(), *pressing}
    tabs = {tab["href"]: tab.select(".count")[0].get_text() for tab in ana.get("/staff/queue").select(".tabs a")}
    assert (tabs["/staff/queue"], tabs["/staff/queue?tab=suspect"]) == ("6", "4")


def test_whoever_claims_one_takes_the_mark_away_and_it_stands_where_others_like_it_stand(app: Flask, ana: Desk) -> None:
    doubted, sure = arrive(app, CALM), arrive(app, CALM)
    doubt(app, doubted)
    assert shown(ana) == [sure]
    assert ana.post(f"/staff/screenings/{doubted}/claim").status_code == 303
    assert shown(ana) == [doubted, sure]
    assert shown(ana, "suspect") == []


def test_a_screening_of_a_second_is_suspect_and_says_why_and_its_alert_is_raised_all_the_same(
    app: Flask, ana: Desk
) -> None:
    walker = somebody(app, ACUTE)
    found = screening_of(app, walker.walk())
    assert found.suspect
    assert any("988 now" in page.text for page in walker.seen), "help is shown to whoever it is"
    with app.app_context():
        assert db.session.scalars(sa.select(Alert.level)).all() == ["imminent"]
    (row,) = ana.get("/staff/queue").select("[data-reference]")
    assert row["data-level"] == "imminent"
    assert "each page was answered within a second" in row.get_text()
    assert "each page was answered within a second" in ana.get(f"/staff/screenings/{found.id}").get_text()


def test_a_program_that_fills_in_what_does_not_press_finds_it_where_everybody_looks(app: Flask, ana: Desk) -> None:
    found = screening_of(app, somebody(app).walk())
    assert not found.suspect, "one that is fast alone floods nobody"
    assert shown(ana) == [found.id]


def test_somebody_who_takes_their_time_is_not_suspect(app: Flask, ana: Desk) -> None:
    found = screening_of(app, send_after(slowly(app), minutes=9))
    assert not found.suspect
    assert shown(ana) == [found.id]
    assert shown(ana, "suspect") == []


def test_a_field_that_nobody_sees_tells_a_program_that_fills_everything(app: Flask) -> None:
    walker = somebody(app)
    first = walker.open()
    (trap,) = first.soup.select("[hidden] input:not([type=hidden])")
    page = walker.go_on(**{str(trap["name"]): "https://spam.example"})
    assert page.path == "/consent", "and it is not told so"
    found = screening_of(app, send_after(walker, minutes=9))
    assert found.suspect


def test_the_eleventh_start_from_one_place_within_an_hour_is_not_refused_and_is_suspect(app: Flask) -> None:
    for _ in range(10):
        assert app.test_client().post("/start").status_code == 303
    walker = somebody(app)
    walker.open()
    assert screening_of(app, send_after(walker, minutes=9)).suspect
    by_link = somebody(app)
    by_link.open(path_on(make(desk_of(app, "coordinator"))))
    assert not screening_of(app, send_after(by_link, minutes=9)).suspect, "staff gave that person the link"


def test_the_eleventh_sending_from_one_place_within_an_hour_arrives_and_is_suspect(app: Flask) -> None:
    others = slowly(app)
    with app.test_request_context("/check", environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        for _ in range(10):
            assert not limits.one_too_many(limits.SENDINGS_THERE)
    assert screening_of(app, send_after(others, minutes=9)).suspect


def test_who_presses_again_and_again_while_nothing_can_be_written_is_not_taken_for_a_flood(app: Flask) -> None:
    walker = slowly(app)
    with patch("app.patient.finish_routes.send", side_effect=OperationalError("INSERT", {}, Exception("disk full"))):
        for _ in range(12):
            assert walker.go_on().status == 503
            walker.open("/check")
    assert not screening_of(app, send_after(walker, minutes=9)).suspect


def test_who_asks_for_a_call_at_once_is_not_taken_for_a_program(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk(until="/h/")
    walker.press("call", call_phone="555-0142")
    with app.app_context():
        assert db.session.scalars(sa.select(Screening.suspect)).all() == [False]


def test_with_limits_off_nobody_is_suspect(settings: Settings) -> None:
    with running(settings) as app:
        assert not screening_of(app, somebody(app).walk()).suspect
