"""The workbook holds what the table holds; its dictionary knows whatever a report can say."""

from collections.abc import Mapping

import pytest
from flask import Flask

from app.extensions.clock import StoppedClock
from app.handoff.dictionary import Entry, dictionary
from app.handoff.literal import literal
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.instruments import Answer
from tests.integration.staff.every_page.case import MUCH
from tests.support.desk import CALM, CONTACT, POSITIVE, Desk, arrive, call_then, desk_of
from tests.support.handoff import cells, consent, hand_off, sheets

OWN_WORDS = "=1+1\n@home, -5 days, <b>"
KINDS: Mapping[str, Mapping[str, Answer]] = {
    "much": {**MUCH, "px_matters": OWN_WORDS},
    "calm": CALM,
    "positive": {**POSITIVE, "phq9_1": "skip", "age": 34, "auditc_1": 4, "auditc_2": 4, "auditc_3": 4},
}


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


def arrived(app: Flask, kind: str) -> str:
    return f"/staff/screenings/{arrive(app, KINDS[kind], CONTACT)}"


def shortest(value: object) -> str:
    """A workbook keeps 0.0 as 0."""
    return str(value).removesuffix(".0")


@pytest.mark.parametrize("kind", KINDS)
def test_it_holds_the_rows_of_the_table_numbers_as_numbers_and_texts_as_texts(
    app: Flask, desk: Desk, kind: str
) -> None:
    case = arrived(app, kind)
    given = consent(desk, case)
    table, book = cells(hand_off(desk, case, given)), sheets(hand_off(desk, case, given, "xlsx"))
    rows = [["" if value is None else value for value in row] for row in book["Report"].iter_rows(values_only=True)]
    assert [[literal(shortest(value)) for value in row] for row in rows[3:-1]] == [
        [shortest(value) for value in row] for row in table[3:-1]
    ]
    assert rows[0][0] == rows[-1][0] == NOTICE
    assert str(rows[1][0]).partition(" Copy ")[0] == table[1][0].partition(" Copy ")[0]  # each has a number of its own
    numbers = {row[2] for row in rows[3:-1] if isinstance(row[4], int | float)}
    assert numbers >= {"year", "version"}


def test_no_cell_is_worked_out_and_each_text_is_marked_as_text(app: Flask, desk: Desk) -> None:
    case = arrived(app, "much")
    book = sheets(hand_off(desk, case, consent(desk, case), "xlsx"))
    for sheet in book.values():
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert all(cell.quotePrefix for cell in cells if cell.data_type == "s")
        assert not any(cell.hyperlink for cell in cells)
    assert OWN_WORDS in [cell.value for cell in book["Report"]["E"]]


def test_on_paper_each_page_of_it_begins_and_ends_with_the_notice(app: Flask, desk: Desk) -> None:
    case = arrived(app, "calm")
    for sheet in sheets(hand_off(desk, case, consent(desk, case), "xlsx")).values():
        assert sheet.oddHeader.left.text == sheet.oddFooter.left.text == SHORT_NOTICE


def test_no_row_is_higher_than_a_program_can_show(app: Flask, desk: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, {**CALM, 'px_matters': 'a' + chr(10) * 400 + 'b'}, CONTACT)}"
    sheet = sheets(hand_off(desk, case, consent(desk, case), "xlsx"))["Report"]
    assert 400 < max(row.height for row in sheet.row_dimensions.values()) <= 409


@pytest.mark.parametrize("kind", [*KINDS, "a call and then calmer"])
def test_the_dictionary_knows_each_fact_of_a_report_with_its_values_and_states(
    app: Flask, desk: Desk, kind: str
) -> None:
    asked = kind not in KINDS
    case = f"/staff/screenings/{call_then(app, MUCH, {**CALM, 'phq9_9': 0})}" if asked else arrived(app, kind)
    known = {(entry.section, entry.id): entry for entry in dictionary() if entry.section != "profile"}
    sayings = {(entry.id, entry.values) for entry in dictionary() if entry.section == "profile"}
    rows = cells(hand_off(desk, case, consent(desk, case)))
    assert rows[2] == [entry.id for entry in dictionary() if entry.section == "column"]
    for section, _strand, name, words, value, _meaning, state, _missing in rows[3:-1]:
        if section == "profile":
            assert name == "phase" or (name, value) in sayings
            continue
        entry = known[section, name]
        assert entry.words == words
        if entry.type in ("code", "level", "choice"):
            assert not value or value in [one.partition(": ")[0] for one in entry.values.split(" | ")]
        assert not state or state in known["state", section].values.split(" | ")


def test_whoever_reads_tables_gets_the_dictionary_alone_too_and_it_is_the_same(app: Flask, desk: Desk) -> None:
    case = arrived(app, "calm")
    alone = cells(desk.client.get("/staff/data-dictionary"))
    book = sheets(hand_off(desk, case, consent(desk, case), "xlsx"))["Dictionary"]
    rows = book.iter_rows(values_only=True, max_col=len(Entry._fields))
    assert [["" if value is None else str(value) for value in row] for row in rows][1:-1] == alone
    assert alone[0] == list(Entry._fields)
    assert str(desk.get(f"{case}/hand-off").select("#copies a[href$='/data-dictionary']"))
