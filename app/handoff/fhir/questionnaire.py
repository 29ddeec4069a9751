"""An instrument as a FHIR R4 Questionnaire.

LOINC codes where they were verified, else local codes; licence as `copyright`; conditions that the published form
prescribes as enableWhen, where skipping a question that a condition reads opens what it gates. Words published in
another language stand beside the English ones.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from app.handoff.fhir.codes import CANONICAL, LOINC, STRUCTURE, Resource, item_codings, option_coding, skip_coding
from app.handoff.fhir.enable_when import Reader, enable_when
from app.instruments import ORIGINAL, AnswerOption, Instrument, Item, catalogue

ORDINAL = f"{STRUCTURE}/ordinalValue"
TRANSLATION = f"{STRUCTURE}/translation"
ITEM_CONTROL = f"{STRUCTURE}/questionnaire-itemControl"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"
TYPES = {"choice": "choice", "multiple": "choice", "integer": "integer", "text": "text"}
SHOWN_AS = {"choice": "radio-button", "multiple": "check-box"}


def questionnaire(instrument: Instrument) -> Resource:
    """The Questionnaire resource of an instrument."""
    items = {item.link_id: item for item in instrument.items}
    spoken = catalogue().translations_of(instrument.id)
    resource: Resource = {
        **heading(instrument.id, instrument.title),
        **_also("title", {language: words.title for language, words in spoken.items()}),
        "version": definition_version(instrument),
        "description": f"{instrument.version}; {instrument.time_frame}",
        "purpose": instrument.source,
        "copyright": instrument.licence,
        "item": [
            *lead_in(instrument),
            *(question(item, opened_by_the_form(item, items)) for item in instrument.items),
        ],
    }
    panel = instrument.loinc.panel or instrument.loinc.item
    if panel:
        resource["code"] = [{"system": LOINC, "code": panel}]
    return resource


def heading(name: str, title: str) -> Resource:
    """What every Questionnaire of ours begins with."""
    fhir_id = name.replace("_", "-")
    return {
        "resourceType": "Questionnaire",
        "id": fhir_id,
        "meta": {"profile": [SDC]},
        "language": ORIGINAL,
        "url": f"{CANONICAL}/Questionnaire/{fhir_id}",
        "name": name.title().replace("_", ""),
        "title": title,
        "status": "active",
        "subjectType": ["Patient"],
    }


def definition_version(instrument: Instrument) -> str:
    """Sixteen hex digits over words, answers, conditions and scoring: another word makes another version."""
    return hashlib.sha256(instrument.model_dump_json().encode("utf-8")).hexdigest()[:16]


def lead_in(instrument: Instrument) -> Iterator[Resource]:
    """What the published form says before its first question."""
    spoken = catalogue().translations_of(instrument.id)
    for name in ("intro", "stem"):
        if text := getattr(instrument, name):
            others = {language: getattr(words, name) for language, words in spoken.items()}
            yield {"linkId": f"{instrument.id}_{name}", "type": "display", "text": text, **_also("text", others)}


def opened_by_the_form(item: Item, items: Mapping[str, Item]) -> dict[str, Any]:
    """The enableWhen that the published form prescribes."""
    if item.enable_when is None:
        return {}
    opening = Reader(items, {}).opening([item.enable_when])
    return enable_when(opening, () if item.skip_keeps_closed else opening or (), items)


def question(item: Item, opened_by: Mapping[str, Any]) -> Resource:
    """One question with its answers, in every language in which it was published."""
    spoken = catalogue().translations_of(catalogue().instrument_of(item.link_id).id)
    others = {language: other for language, words in spoken.items() if (other := words.item(item))}
    found: Resource = {
        "linkId": item.link_id,
        "code": item_codings(item),
        "text": item.text,
        **_also("text", {language: other.text for language, other in others.items()}),
        "type": TYPES[item.type],
        **opened_by,
        "required": False,
    }
    if item.options:
        options = [_option(item, option, others) for option in item.options]
        found["answerOption"] = [*options, {"valueCoding": skip_coding(item)}]
    if item.type == "multiple":
        found["repeats"] = True
    if extensions := [*_control(item), *_limits(item)]:
        found["extension"] = extensions
    if item.max_length:
        found["maxLength"] = item.max_length
    return found


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


def _control(item: Item) -> Iterator[Resource]:
    """All answers in sight, as on the form."""
    if item.type in SHOWN_AS:
        coding = {"system": CONTROLS, "code": SHOWN_AS[item.type]}
        yield {"url": ITEM_CONTROL, "valueCodeableConcept": {"coding": [coding]}}


def _limits(item: Item) -> Iterator[Resource]:
    for name, limit in (("minValue", item.minimum), ("maxValue", item.maximum)):
        if limit is not None:
            yield {"url": f"{STRUCTURE}/{name}", "valueInteger": limit}


def _option(item: Item, option: AnswerOption, others: Mapping[str, Item]) -> Resource:
    said = _also("display", {language: other.option(option.value).text for language, other in others.items()})
    shown: Resource = {"valueCoding": {**option_coding(item, option), **said}}
    if isinstance(option.value, int):
        shown["extension"] = [{"url": ORDINAL, "valueDecimal": option.value}]
    return shown
