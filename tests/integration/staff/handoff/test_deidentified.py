"""A de-identified copy tells nothing of whose it is, in whatever form; who got it is written down all the same."""

import pytest
from flask import Flask

from app.extensions.clock import StoppedClock
from app.handoff.deidentify import LEFT_OUT
from app.handoff.disclose import Copy
from app.handoff.formats import FILES, FORMATS
from app.staff.handoff import copy_routes, handoff_forms
from tests.integration.staff.every_page.case import MUCH
from tests.support.desk import CONTACT, Desk, arrive, desk_of, soup
from tests.support.handoff import cells, consent, hand_off, text_of

OWN_WORDS = "my kids Ada and Bo, in Millbrook"
TELLING = ("Robin Doe", "Millbrook", "Ada", "seen by Dr. Roe")


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


@pytest.fixture
def case(app: Flask, desk: Desk) -> str:
    return f"/staff/screenings/{arrive(app, {**MUCH, 'px_matters': OWN_WORDS, 'age': 97}, CONTACT)}"


@pytest.fixture
def given(desk: Desk, case: str) -> str:
    return consent(desk, case, purpose="other", purpose_text="Robin Doe is seen by Dr. Roe")


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in FILES or not FILES[name].always_named])
def test_it_names_nobody_and_no_day_in_whatever_form(app: Flask, desk: Desk, case: str, given: str, name: str) -> None:
    reference = desk.get(f"{case}/hand-off").select("h1")[0].get_text().removeprefix("Hand-off of ")
    named, unnamed = (
        text_of(hand_off(desk, case, given, name, deidentified=how)).partition("Back to the hand-off")[2]
        if name == "sheet"
        else text_of(hand_off(desk, case, given, name, deidentified=how))
        for how in ("", "yes")
    )
    assert all(word in named for word in (*TELLING, reference))
    for word in (*TELLING, reference, "23 Nov 2026", "2026-11-23", "21 Feb 2027", "2027-02-21"):
        assert word not in unnamed
    assert LEFT_OUT in unnamed
    assert "De-identified" in unnamed
    assert "2026" in unnamed


def test_who_printed_it_does_not_stand_on_the_page_to_print(desk: Desk, case: str, given: str) -> None:
    """By the names of its staff one knows a center."""
    named, unnamed = (soup(hand_off(desk, case, given, "sheet", deidentified=how)) for how in ("", "yes"))
    assert "Printed by Ana Duarte" in named.select("article")[0].get_text()
    assert "Ana Duarte" not in unnamed.select("article")[0].get_text()


def test_an_age_that_few_reach_is_told_as_ninety_and_other_ages_as_they_are(app: Flask, desk: Desk) -> None:
    for age, told in ((97, "90"), (90, "90"), (34, "34")):
        case = f"/staff/screenings/{arrive(app, {**MUCH, 'age': age}, CONTACT)}"
        rows = cells(hand_off(desk, case, consent(desk, case), deidentified="yes"))
        assert [row[4] for row in rows if row[:3] == ["answer", "", "age"]] == [told]


def test_it_is_written_down_with_its_purpose_and_that_it_was_de_identified(desk: Desk, case: str, given: str) -> None:
    hand_off(desk, case, given, deidentified="yes")
    listed = desk.get(f"{case}/hand-off").select("#copies .entries")[0].get_text(" ", strip=True)
    for said in ("Elm Street Clinic", "seen by Dr. Roe", "De-identified without name, reference"):
        assert said in listed


def test_it_needs_a_consent_as_any_copy(desk: Desk, case: str) -> None:
    assert hand_off(desk, case, "", deidentified="yes").status_code == 409


def test_a_form_that_would_say_it_nevertheless_hands_nothing_off(
    desk: Desk, case: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names_them(copy: Copy) -> bytes:
        return copy.case.reference.encode()

    monkeypatch.setattr(copy_routes, "FILES", {"csv": FILES["csv"]._replace(write=names_them)})
    assert hand_off(desk, case, given).status_code == 200
    assert hand_off(desk, case, given, deidentified="yes").status_code == 500
    assert len(desk.get(f"{case}/hand-off").select("#copies .entries > li")) == 1


def test_a_form_that_says_whose_it_is_in_any_case_is_refused(
    desk: Desk, case: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handoff_forms, "FILES", {"csv": FILES["csv"]._replace(always_named=True)})
    response = hand_off(desk, case, given, deidentified="yes")
    assert response.status_code == 422
    assert "This form always says whose it is." in soup(response).select("#copies")[0].get_text()
    assert not desk.get(f"{case}/hand-off").select("#copies .entries")
    assert hand_off(desk, case, given).status_code == 200
