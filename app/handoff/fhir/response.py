"""Answers as a FHIR R4 QuestionnaireResponse to one of our Questionnaires."""

from collections.abc import Iterator
from datetime import datetime

from app.handoff.fhir.codes import STRUCTURE, Resource, answer_codings
from app.instruments import SKIP, Answer, Answers, Item, catalogue

WITHOUT_VALUE = {"url": f"{STRUCTURE}/data-absent-reason", "valueCode": "asked-declined"}
VALUES = {"integer": "valueInteger", "text": "valueString"}


def canonical(form: Resource) -> str:
    """The name of a Questionnaire with its version."""
    return f"{form['url']}|{form['version']}"


def questionnaire_response(form: Resource, answers: Answers, authored: datetime) -> Resource:
    """What was answered of a Questionnaire, in its order; whatever was not answered is absent."""
    items = list(_answered(form["item"], answers))
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": canonical(form),
        "status": "completed",
        "authored": authored.isoformat(timespec="seconds"),
        **({"item": items} if items else {}),
    }


def _answered(asked: list[Resource], answers: Answers) -> Iterator[Resource]:
    for item in asked:
        link_id = item["linkId"]
        if inner := list(_answered(item.get("item", []), answers)):
            yield {"linkId": link_id, "text": item["text"], "item": inner}
        elif link_id in answers:
            given = list(_values(catalogue().item(link_id), answers[link_id]))
            yield {"linkId": link_id, "text": item["text"], "answer": given}


def _values(item: Item, answer: Answer) -> Iterator[Resource]:
    if item.options:
        yield from ({"valueCoding": coding} for coding in answer_codings(item, answer))
    elif answer == SKIP:
        yield {f"_{VALUES[item.type]}": {"extension": [WITHOUT_VALUE]}}
    else:
        yield {VALUES[item.type]: answer}
