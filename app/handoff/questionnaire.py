"""An instrument as a FHIR R4 Questionnaire.

LOINC codes where they were verified, else local codes; licence as `copyright`; conditions that the published form
prescribes as enableWhen, where skipping a question that a condition reads opens what it gates. Words published in
another language stand beside the English ones.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from app.instruments import ORIGINAL, SKIP, SKIP_TEXT, AnswerOption, Instrument, Item, Translation, catalogue
from app.instruments.accepted import accepted_values

CANONICAL = "https://braid.example/fhir"
LOCAL_ITEMS = f"{CANONICAL}/CodeSystem/dd-item"
LOCAL_ANSWERS = f"{CANONICAL}/CodeSystem/dd-answer"
LOINC = "http://loinc.org"
STRUCTURE = "http://hl7.org/fhir/StructureDefinition"
ORDINAL = f"{STRUCTURE}/ordinalValue"
TRANSLATION = f"{STRUCTURE}/translation"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"
TYPES = {"choice": "choice", "multiple": "choice", "integer": "integer", "text": "text"}
Translations = Mapping[str, Translation]


def questionnaire(instrument: Instrument) -> dict[str, Any]:
    """The Questionnaire resource of an instrument."""
    items = {item.link_id: item for item in instrument.items}
    spoken = catalogue().translations_of(instrument.id)
    resource: dict[str, Any] = {
        "resourceType": "Questionnaire",
        "id": instrument.id.replace("_", "-"),
        "meta": {"profile": [SDC]},
        "language": ORIGINAL,
        "url": f"{CANONICAL}/Questionnaire/{instrument.id.replace('_', '-')}",
        "version": instrument.version,
        "name": instrument.id.title().replace("_", ""),
        "title": instrument.title,
        **_also("title", {language: words.title for language, words in spoken.items()}),
        "status": "active",
        "subjectType": ["Patient"],
        "purpose": instrument.source,
        "copyright": instrument.licence,
        "item": [*_lead_in(instrument, spoken), *(_item(item, items, spoken) for item in instrument.items)],
    }
    panel = instrument.loinc.panel or instrument.loinc.item
    if panel:
        resource["code"] = [{"system": LOINC, "code": panel}]
    return resource


def _also(key: str, words: Mapping[str, str | None]) -> dict[str, Any]:
    """What a text is in other languages, as the standard extension of that text; nothing if that was not published."""
    found = [
        {
            "url": TRANSLATION,
            "extension": [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}],
        }
        for language, text in words.items()
        if text
    ]
    return {f"_{key}": {"extension": found}} if found else {}


def _lead_in(instrument: Instrument, spoken: Translations) -> Iterator[dict[str, Any]]:
    for name in ("intro", "stem"):
        if text := getattr(instrument, name):
            others = {language: getattr(words, name) for language, words in spoken.items()}
            yield {"linkId": f"{instrument.id}_{name}", "type": "display", "text": text, **_also("text", others)}


def _item(item: Item, items: dict[str, Item], spoken: Translations) -> dict[str, Any]:
    others = {language: other for language, words in spoken.items() if (other := words.item(item))}
    found: dict[str, Any] = {
        "linkId": item.link_id,
        "code": _codes(item),
        "text": item.text,
        **_also("text", {language: other.text for language, other in others.items()}),
        "type": TYPES[item.type],
        "required": False,
    }
    if item.options:
        found["answerOption"] = [
            *(_option(item, option, others) for option in item.options),
            {"valueCoding": _skip(item)},
        ]
    if item.type == "multiple":
        found["repeats"] = True
    if limits := _limits(item):
        found["extension"] = limits
    if item.max_length:
        found["maxLength"] = item.max_length
    if item.enable_when:
        found["enableWhen"], behaviour = _enable_when(item, items)
        if len(found["enableWhen"]) > 1:
            found["enableBehavior"] = behaviour
    return found


def _limits(item: Item) -> list[dict[str, Any]]:
    found = (("minValue", item.minimum), ("maxValue", item.maximum))
    return [{"url": f"{STRUCTURE}/{name}", "valueInteger": limit} for name, limit in found if limit is not None]


def _codes(item: Item) -> list[dict[str, str]]:
    return [{"system": LOINC, "code": code} for code in item.loinc] or [{"system": LOCAL_ITEMS, "code": item.link_id}]


def _option(item: Item, option: AnswerOption, others: Mapping[str, Item]) -> dict[str, Any]:
    said = _also("display", {language: other.option(option.value).text for language, other in others.items()})
    shown: dict[str, Any] = {"valueCoding": {**_coding(item, option), **said}}
    if isinstance(option.value, int):
        shown["extension"] = [{"url": ORDINAL, "valueDecimal": option.value}]
    return shown


def _coding(item: Item, option: AnswerOption) -> dict[str, str]:
    if option.loinc:
        return {"system": LOINC, "code": option.loinc, "display": option.text}
    return {"system": LOCAL_ANSWERS, "code": f"{item.link_id}.{option.value}", "display": option.text}


def _skip(item: Item) -> dict[str, str]:
    return {"system": LOCAL_ANSWERS, "code": f"{item.link_id}.{SKIP}", "display": SKIP_TEXT}


def _enable_when(item: Item, items: dict[str, Item]) -> tuple[list[dict[str, Any]], str]:
    """FHIR compares codings one by one, so `> 0` becomes one line for every option above 0."""
    tree = ast.parse(item.enable_when or "", mode="eval").body
    parts = tree.values if isinstance(tree, ast.BoolOp) else [tree]
    lines = [line for part in parts for line in _lines(part, items)]
    if not item.skip_keeps_closed:
        questions = dict.fromkeys(line["question"] for line in lines)
        lines += [{"question": name, "operator": "=", "answerCoding": _skip(items[name])} for name in questions]
    return lines, "any"


def _lines(part: ast.expr, items: dict[str, Item]) -> Iterator[dict[str, Any]]:
    match part:
        case ast.Compare(left=ast.Name(id=link_id), ops=[op], comparators=[ast.Constant(value=value)]):
            asked = items[link_id]
            for accepted in accepted_values(asked, op, value):
                coding = _coding(asked, asked.option(accepted))
                yield {"question": link_id, "operator": "=", "answerCoding": coding}
            return
    raise ValueError(f"{ast.unparse(part)} has no form in FHIR")
