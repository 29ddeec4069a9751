"""Reading a QuestionnaireResponse to one of our Questionnaires: every answer goes through the checks of a form.

Whatever is not exactly an answer to exactly our questions is refused with where and why, never with the value. What was
not answered is not answered: missing is never zero.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.handoff.fhir.codes import Resource, coded_value
from app.handoff.fhir.questionnaire import questionnaire
from app.handoff.fhir.response import VALUES, WITHOUT_VALUE, canonical
from app.handoff.fhir.whole_screening import whole_screening
from app.instruments import SKIP, Answer, AnswerError, Item, catalogue, read_answer

FINISHED = ("completed", "amended")


class ResponseError(ValueError):
    """A QuestionnaireResponse that is not taken. The message is one line: where, and what is wrong."""


@dataclass(frozen=True)
class ReadResponse:
    """The Questionnaire that was answered, and the answers by linkId."""

    form: Resource
    answers: dict[str, Answer]


def read_response(resource: object) -> ReadResponse:
    """The answers of a QuestionnaireResponse, or of the only one in a Bundle. Raises ResponseError."""
    response = _the_response(_object(resource, "resource"))
    form = _form(response.get("questionnaire"))
    if response.get("status") not in FINISHED:
        raise ResponseError("status: only a completed or amended response is taken")
    allowed = frozenset(_link_ids(form["item"]))
    answers: dict[str, Answer] = {}
    groups = frozenset(_groups(form["item"]))
    for link_id, given in _items(response):
        if link_id in groups and not given:  # some programs name a group of which nothing was answered
            continue
        if link_id not in allowed:
            raise ResponseError(f"item: {form['title']} has no linkId {link_id[:50]!r}")
        if link_id in answers:
            raise ResponseError(f"{link_id}: is answered twice")
        if given:
            answers[link_id] = _answer(link_id, given)
    return ReadResponse(form, answers)


@cache
def forms() -> Mapping[str, Resource]:
    """Every Questionnaire of ours, by its address without the version."""
    every = [*map(questionnaire, catalogue().instruments.values()), whole_screening()]
    return {form["url"]: form for form in every}


def _the_response(resource: Resource) -> Resource:
    if resource.get("resourceType") == "Bundle":
        entries = [_object(entry, "entry").get("resource") for entry in _list(resource, "entry")]
        found = [it for it in entries if isinstance(it, dict) and it.get("resourceType") == "QuestionnaireResponse"]
        if len(found) != 1:
            raise ResponseError(f"Bundle: holds {len(found)} QuestionnaireResponses, and one is read at a time")
        return found[0]
    if resource.get("resourceType") != "QuestionnaireResponse":
        raise ResponseError("resourceType: is neither QuestionnaireResponse nor Bundle")
    return resource


def _form(name: object) -> Resource:
    url, _, version = str(name).partition("|")
    if not isinstance(name, str) or url not in forms():
        raise ResponseError("questionnaire: is none of ours; `flask instruments` lists them")
    form = forms()[url]
    if canonical(form) != name:
        said = f"version {version[:50]}" if version else "no version"
        raise ResponseError(f"questionnaire: names {said} of {form['title']}, not {form['version']}, which is in force")
    return form


def _link_ids(asked: list[Resource]) -> Iterator[str]:
    for item in asked:
        yield from _link_ids(item.get("item", []))
        if item["type"] not in ("group", "display"):
            yield item["linkId"]


def _groups(asked: list[Resource]) -> Iterator[str]:
    for item in asked:
        if item["type"] == "group":
            yield item["linkId"]
            yield from _groups(item.get("item", []))


def _items(parent: Resource) -> Iterator[tuple[str, list[Any]]]:
    """linkId and answers of every question, whatever groups they stand in."""
    for part in _list(parent, "item"):
        item = _object(part, "item")
        link_id = item.get("linkId")
        if not isinstance(link_id, str):
            raise ResponseError("item: has no linkId")
        if "item" in item and "answer" not in item:
            yield from _items(item)
        else:
            yield link_id, _list(item, "answer")


def _answer(link_id: str, given: list[Any]) -> Answer:
    item = catalogue().item(link_id)
    values = [_value(item, _object(answer, link_id)) for answer in given]
    if item.type != "multiple" and len(values) > 1:
        raise ResponseError(f"{link_id}: takes one answer")
    try:
        return read_answer(item, values if item.type == "multiple" else values[0])
    except AnswerError as error:
        raise ResponseError(str(error)) from error


def _value(item: Item, answer: Resource) -> object:
    """The one value of an answer, in the form that `read_answer` checks."""
    key = "valueCoding" if item.options else VALUES[item.type]
    if set(answer) == {f"_{key}"} and answer[f"_{key}"] == {"extension": [WITHOUT_VALUE]} and not item.options:
        return SKIP
    if set(answer) - {"id"} != {key}:
        raise ResponseError(f"{item.link_id}: an answer is one {key}, and nothing else")
    if not item.options:
        return answer[key]
    coding = _object(answer[key], item.link_id)
    try:
        return coded_value(item, coding.get("system"), coding.get("code"))
    except KeyError as error:
        raise ResponseError(f"{item.link_id}: the coding is none of its answers") from error


def _object(part: object, where: str) -> Resource:
    if not isinstance(part, dict):
        raise ResponseError(f"{where}: is no JSON object")
    return part


def _list(parent: Resource, key: str) -> list[Any]:
    found = parent.get(key, [])
    if not isinstance(found, list):
        raise ResponseError(f"{key}: is no JSON array")
    return found
