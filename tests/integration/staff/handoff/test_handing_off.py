"""Handing a screening to somebody: under a consent in force or in an emergency; each copy is written down."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.handoff.disclose import Copy
from app.handoff.formats import FILES
from app.handoff.models import Disclosure
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.staff.handoff import copy_routes
from tests.integration.staff.every_page.case import MUCH
from tests.support.desk import CONTACT, Desk, arrive, desk_of, soup
from tests.support.engines import on_each_engine
from tests.support.handoff import EMERGENCY, cells, consent, hand_off

HOSTILE = "<img src=x>=1+1\n=cmd|'/C calc'!A0"


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


@pytest.fixture
def case(app: Flask, desk: Desk) -> str:
    return f"/staff/screenings/{arrive(app, {**MUCH, 'px_matters': HOSTILE}, CONTACT)}"


def how_many(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) or 0


def last_acts(app: Flask, many: int = 3) -> list[tuple[str, object]]:
    with app.app_context():
        return [(row.action, row.detail.get("method")) for row in activity.latest(many)]


@on_each_engine
def test_under_a_consent_a_copy_is_handed_off_and_written_down(app: Flask, desk: Desk, case: str) -> None:
    given = consent(desk, case)
    rows = cells(hand_off(desk, case, given))
    assert rows[0] == rows[-1] == [NOTICE]
    assert "Handed to Elm Street Clinic. Purpose: Treatment." in rows[1][0]
    assert how_many(app) == 1
    assert ("handoff.made", "csv") in last_acts(app)
    listed = desk.get(f"{case}/hand-off").select("#copies .entries")[0].get_text(" ", strip=True)
    for said in ("Elm Street Clinic", "Treatment", "A table (CSV), by Ana Duarte"):
        assert said in listed


def test_without_a_consent_nothing_is_handed_off_and_the_reason_is_said(app: Flask, desk: Desk, case: str) -> None:
    assert not desk.get(f"{case}/hand-off").select("form[action$='/hand-off']")
    for chosen in ("", "0" * 32, "no id"):
        response = hand_off(desk, case, chosen)
        assert response.status_code == 409
        assert "Nothing was handed off: choose a consent that is in force." in response.get_data(as_text=True)
        assert "Elm Street" not in response.get_data(as_text=True)
        assert ("handoff.refused", "no_consent") in last_acts(app)
    assert how_many(app) == 0


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("revoked", "the person took this consent back"), ("happened", "this consent has ended")],
)
def test_a_consent_that_was_ended_allows_nothing_more(
    app: Flask, desk: Desk, case: str, kind: str, reason: str
) -> None:
    given = consent(desk, case)
    assert hand_off(desk, case, given).status_code == 200
    desk.post(f"{case}/consents/{given}/end", kind=kind)
    response = hand_off(desk, case, given)
    assert response.status_code == 409
    assert f"Nothing was handed off: {reason}." in response.get_data(as_text=True)
    assert ("handoff.refused", kind) in last_acts(app)
    assert how_many(app) == 1
    page = soup(response)
    assert not page.select("form[action$='/hand-off']")
    assert "Elm Street Clinic" in page.select("#copies .entries")[0].get_text()  # what went out before stays listed


def test_after_its_last_day_a_consent_allows_nothing(app: Flask, desk: Desk, case: str, stopped: StoppedClock) -> None:
    given = consent(desk, case, expires_on="2026-11-24")
    stopped.move(timedelta(days=1))
    desk = desk_of(app, "coordinator")
    assert hand_off(desk, case, given).status_code == 200
    stopped.move(timedelta(hours=13))  # past midnight at the centre
    response = hand_off(desk_of(app, "coordinator"), case, given)
    assert response.status_code == 409
    assert "the last day of this consent is over" in response.get_data(as_text=True)
    assert how_many(app) == 1


def test_a_consent_of_somebody_else_allows_nothing(app: Flask, desk: Desk, case: str) -> None:
    other = f"/staff/screenings/{arrive(app, MUCH)}"
    assert hand_off(desk, case, consent(desk, other)).status_code == 409
    assert how_many(app) == 0


def test_without_the_row_there_is_no_copy(app: Flask, desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = consent(desk, case)

    def fails(*_args: object, **_columns: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("app.handoff.disclose.Record.add", fails)
    response = hand_off(desk, case, given)
    assert response.status_code == 500
    assert b"phq9" not in response.get_data()
    assert how_many(app) == 0


def test_without_the_copy_there_is_no_row(app: Flask, desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = consent(desk, case)

    def fails(_copy: Copy) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(copy_routes, "FILES", {"csv": FILES["csv"]._replace(write=fails)})
    assert hand_off(desk, case, given).status_code == 500
    assert how_many(app) == 0
    assert "handoff.made" not in [action for action, _ in last_acts(app)]


def test_a_consent_without_single_answers_hands_off_none(desk: Desk, case: str) -> None:
    rows = cells(hand_off(desk, case, consent(desk, case, what="report")))
    assert {row[0] for row in rows[3:-1]} == {"about", "score", "flag", "profile", "caveat", "extra"}
    sheet = soup(hand_off(desk, case, consent(desk, case, what="report", recipient="Oak Clinic"), "sheet"))
    assert not sheet.select("table.answers")
    assert {heading.get_text() for heading in sheet.select(".strand-lines h2")} >= {"Use", "Mood", "Worry and stress"}


def test_the_table_holds_codes_numbers_and_literal_text(desk: Desk, case: str) -> None:
    rows = cells(hand_off(desk, case, consent(desk, case)))
    assert rows[2] == ["section", "strand", "id", "words", "value", "meaning", "state", "missing"]
    by_id = {(row[0], row[2]): row for row in rows[3:-1]}
    assert by_id["score", "phq9"][4:7] == ["18", "moderately severe", "complete"]
    assert by_id["answer", "phq9_1"][4:7] == ["2", "More than half the days", "given"]
    assert by_id["answer", "px_motives"][4] == "low_mood withdrawal"
    assert by_id["answer", "px_matters"][4] == "<img src=x>=1+1\n'=cmd|'/C calc'!A0"
    assert by_id["flag", "SUI_ACUTE"][4] == "imminent"
    assert by_id["about", "name"][4] == "Robin Doe"


def test_the_sheet_carries_notice_and_scope_and_shows_what_was_typed_as_it_was(desk: Desk, case: str) -> None:
    response = hand_off(desk, case, consent(desk, case), "sheet")
    page = soup(response)
    text = page.get_text(" ", strip=True)
    assert NOTICE in text
    assert text.count(SHORT_NOTICE) == 2
    scope = page.select(".scope")[0].get_text(" ", strip=True)
    for said in ("Elm Street Clinic", "Treatment", "which lasts until 21 Feb 2027"):
        assert said in scope
    assert not page.select("article img")
    assert "<img src=x>" in page.select(".own")[0].get_text()


def test_in_an_emergency_a_copy_needs_no_consent_and_says_why(app: Flask, desk: Desk, case: str) -> None:
    rows = cells(desk.post(f"{case}/hand-off/emergency", **EMERGENCY))
    assert "Without consent, in a medical emergency (42 CFR 2.51)." in rows[1][0]
    listed = desk.get(f"{case}/hand-off").select("#copies .entries")[0].get_text(" ", strip=True)
    for said in (
        "Dr. Emery Ward",
        "County Hospital",
        "Overdose, not awake",
        "Not awake, nobody else there",
        "Ana Duarte",
    ):
        assert said in listed
    assert how_many(app) == 1


@pytest.mark.parametrize("element", ["recipient", "facility", "nature", "why_not_asked", "form"])
def test_an_emergency_of_which_something_is_not_said_hands_off_nothing(
    app: Flask, desk: Desk, case: str, element: str
) -> None:
    response = desk.post(f"{case}/hand-off/emergency", **{**EMERGENCY, element: ""})
    assert response.status_code == 422
    assert f'href="#emergency-{element}"' in response.get_data(as_text=True)
    assert how_many(app) == 0


def test_nothing_of_it_stands_in_the_clear(app: Flask, desk: Desk, case: str) -> None:
    hand_off(desk, case, consent(desk, case))
    with app.app_context():
        row = db.session.scalars(sa.select(Disclosure)).one()
        assert b"Elm" not in row.sealed
