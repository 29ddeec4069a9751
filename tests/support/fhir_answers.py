"""Sets of answers to a Questionnaire, made from nothing but the resource itself."""

from collections.abc import Iterator
from random import Random
from typing import Any

Resource = dict[str, Any]
Given = dict[str, list[Any]]  # linkId -> the codings chosen, or what was typed
UNANSWERED, SKIPPED = 0.1, 0.15


def questions(form: Resource) -> Iterator[tuple[Resource, list[Resource]]]:
    """Every question with the groups around it."""
    yield from _within(form["item"], [])


def _within(items: list[Resource], around: list[Resource]) -> Iterator[tuple[Resource, list[Resource]]]:
    for item in items:
        if item["type"] == "group":
            yield from _within(item["item"], [*around, item])
        elif item["type"] != "display":
            yield item, around


def random_answers(form: Resource, seed: int) -> Given:
    """What somebody might answer who sees only what is enabled; some questions are left, some refused."""
    random = Random(f"{form['id']} {seed}")  # noqa: S311 - no secret
    given: Given = {}
    for item, around in questions(form):
        if all(is_enabled(part, given) for part in (*around, item)) and random.random() > UNANSWERED:
            given[item["linkId"]] = list(_answer(item, random))
    return given


def response_items(given: Given) -> list[Resource]:
    """The answers as items of a QuestionnaireResponse."""
    keys: dict[type, str] = {dict: "valueCoding", int: "valueInteger", str: "valueString"}
    return [
        {"linkId": link_id, "answer": [{keys[type(part)]: part} for part in parts]} for link_id, parts in given.items()
    ]


def is_enabled(item: Resource, given: Given) -> bool:
    """Whether the answers so far open an item."""
    tests = item.get("enableWhen", [])
    return not tests or any(_holds(test, given.get(test["question"], [])) for test in tests)


def _holds(test: Resource, given: list[Any]) -> bool:
    match test["operator"]:
        case "exists":
            return bool(given) is test["answerBoolean"]
        case ">=":
            return any(answer >= test["answerInteger"] for answer in given)
    wanted = test["answerCoding"]["system"], test["answerCoding"]["code"]
    return any((answer["system"], answer["code"]) == wanted for answer in given)


def _answer(item: Resource, random: Random) -> Iterator[Any]:
    match item["type"]:
        case "integer":
            limits = {limit["url"].rsplit("/")[-1]: limit["valueInteger"] for limit in item["extension"]}
            yield random.randint(limits["minValue"], min(limits["maxValue"], 120))
        case "text":
            yield "Somebody’s own words, “quoted”"
        case "choice":
            yield from _choose(item, random)


def _choose(item: Resource, random: Random) -> Iterator[Resource]:
    *options, skip = [{**option["valueCoding"]} for option in item["answerOption"]]
    if random.random() < SKIPPED:
        yield skip
    elif item.get("repeats"):
        several = [option for option in options if not option["code"].endswith(".none")]
        yield from random.sample(several, random.randint(1, min(3, len(several))))
    else:
        yield random.choice(options)
