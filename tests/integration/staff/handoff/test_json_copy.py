"""The copy as JSON holds what the table holds, with the dictionary of the workbook and the notice as fields."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask

from app.extensions.clock import StoppedClock
from app.handoff.dictionary import dictionary
from app.handoff.literal import literal
from app.handoff.notice import NOTICE
from app.handoff.rows import Row
from tests.integration.staff.every_page.case import MUCH
from tests.support.desk import CALM, CONTACT, Desk, arrive, desk_of
from tests.support.handoff import cells, consent, hand_off

OWN_WORDS = '=1+1\n"@home", </script> \u2028 ☂'
KINDS: Mapping[str, Mapping[str, Any]] = {"much": {**MUCH, "px_matters": OWN_WORDS}, "calm": CALM}


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


def read(desk: Desk, case: str, given: str, **more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(hand_off(desk, case, given, "json", **more).get_data())
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_it_holds_the_facts_of_the_table_numbers_as_numbers_and_texts_as_typed(
    app: Flask, desk: Desk, kind: str
) -> None:
    case = f"/staff/screenings/{arrive(app, KINDS[kind], CONTACT)}"
    given = consent(desk, case)
    table, copy = cells(hand_off(desk, case, given)), read(desk, case, given)
    assert [tuple(fact) for fact in copy["facts"]] == [Row._fields] * len(table[3:-1])
    assert [[literal(str(value)) for value in fact.values()] for fact in copy["facts"]] == table[3:-1]
    values = {(fact["section"], fact["id"]): fact["value"] for fact in copy["facts"]}
    assert isinstance(values["about", "year"], int)
    if kind == "much":
        assert values["answer", "px_matters"] == OWN_WORDS
        assert values["score", "phq9"] == 18


def test_the_notice_the_scope_and_the_dictionary_are_fields_of_their_own(app: Flask, desk: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
    copy = read(desk, case, consent(desk, case))
    assert set(copy) == {"notice", "scope", "facts", "dictionary"}
    assert copy["notice"] == NOTICE
    assert copy["scope"].startswith("Handed to Elm Street Clinic. Purpose: Treatment. What: Scores")
    assert copy["dictionary"] == [entry._asdict() for entry in dictionary()]
    known = {(entry["section"], entry["id"]) for entry in copy["dictionary"]}
    assert {(fact["section"], fact["id"]) for fact in copy["facts"]} <= known | {("profile", "phase")}
