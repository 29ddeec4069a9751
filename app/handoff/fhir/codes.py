"""The names under which others know our items, answers and results: verified codes where there are some, else ours."""

from typing import Any, TypeAlias

from app.instruments import SKIP, SKIP_TEXT, Answer, AnswerOption, Item

Resource: TypeAlias = dict[str, Any]
Coding: TypeAlias = dict[str, Any]

CANONICAL = "https://braid.example/fhir"
LOCAL_ITEMS = f"{CANONICAL}/CodeSystem/dd-item"
LOCAL_ANSWERS = f"{CANONICAL}/CodeSystem/dd-answer"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
STRUCTURE = "http://hl7.org/fhir/StructureDefinition"


def item_codings(item: Item) -> list[Coding]:
    """LOINC codes where they were verified, else our own."""
    return [{"system": LOINC, "code": code} for code in item.loinc] or [{"system": LOCAL_ITEMS, "code": item.link_id}]


def option_coding(item: Item, option: AnswerOption) -> Coding:
    """One answer of an item."""
    if option.loinc:
        return {"system": LOINC, "code": option.loinc, "display": option.text}
    return {"system": LOCAL_ANSWERS, "code": f"{item.link_id}.{option.value}", "display": option.text}


def skip_coding(item: Item) -> Coding:
    """The answer of somebody who would rather not say."""
    return {"system": LOCAL_ANSWERS, "code": f"{item.link_id}.{SKIP}", "display": SKIP_TEXT}


def answer_codings(item: Item, answer: Answer) -> list[Coding]:
    """The codings of what was chosen, or of skip. Raises KeyError for a value that the item does not have."""
    return [_coding(item, value) for value in (answer if isinstance(answer, tuple) else (answer,))]


def _coding(item: Item, value: int | str) -> Coding:
    return skip_coding(item) if value == SKIP else option_coding(item, item.option(value))


def coded_value(item: Item, system: object, code: object) -> int | str:
    """The value that a coding stands for, or skip; the display is not read. Raises KeyError for any other coding."""
    for value in (*item.values, SKIP):
        coding = _coding(item, value)
        if (coding["system"], coding["code"]) == (system, code):
            return value
    raise KeyError(code)
