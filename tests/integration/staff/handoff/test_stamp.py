"""A copy that turns up somewhere says who made it and when, or bears the number by which the account tells it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask

from app.extensions.clock import StoppedClock
from app.handoff.formats import FILES, FORMATS
from tests.support.desk import CALM, CONTACT, Desk, arrive, desk_of
from tests.support.handoff import cells, consent, hand_off, text_of
from tests.support.pdf import pages_of

WHO, WHEN = "Made by Ana Duarte, ", "2026-11-23 17:00 UTC"
UNNAMED = [name for name in FORMATS if name not in FILES or not FILES[name].always_named]


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


@pytest.fixture
def case(app: Flask, desk: Desk) -> str:
    return f"/staff/screenings/{arrive(app, CALM, CONTACT)}"


def numbers(desk: Desk, case: str) -> list[str]:
    """Of the copies in the account, the newest first."""
    header, *copies = cells(desk.client.get(f"{case}/disclosures.csv"))[1:-1]
    return [dict(zip(header, copy, strict=True))["copy"] for copy in copies]


@pytest.mark.parametrize("name", UNNAMED)
def test_each_copy_says_who_made_it_and_when_but_one_that_names_nobody_has_a_number_alone(
    desk: Desk, case: str, name: str
) -> None:
    given = consent(desk, case)
    named, unnamed = (text_of(hand_off(desk, case, given, name, deidentified=how)) for how in ("", "yes"))
    second, first = numbers(desk, case)
    assert first != second
    assert f"Copy {first}. {WHO}{WHEN}." in named
    assert f"Copy {second}." in unnamed
    assert WHO not in unnamed
    assert WHEN not in unnamed
    assert first in desk.get(f"{case}/hand-off").select("#copies .entries")[0].get_text()


def test_it_stands_on_each_page_of_a_document(desk: Desk, case: str) -> None:
    pages = pages_of(hand_off(desk, case, consent(desk, case), "pdf").get_data())
    assert len(pages) > 1
    assert all(f"{WHO}{WHEN}" in page for page in pages)


def test_a_record_for_another_system_says_it_in_its_provenance(desk: Desk, case: str) -> None:
    text = text_of(hand_off(desk, case, consent(desk, case), "fhir"))
    assert '"display": "Ana Duarte"' in text
    assert '"recorded": "2026-11-23T17:00:00+00:00"' in text


def test_a_workbook_says_nothing_else_of_whoever_made_it_and_of_the_day(desk: Desk, case: str) -> None:
    book = hand_off(desk, case, consent(desk, case), "xlsx", deidentified="yes")
    with ZipFile(BytesIO(book.get_data())) as parts:
        for name in ("docProps/core.xml", "docProps/app.xml"):
            text = parts.read(name).decode()
            assert "Ana" not in text
            assert "2026" not in text
        assert "<dc:creator></dc:creator>" in parts.read("docProps/core.xml").decode()
