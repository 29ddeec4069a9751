"""The whole screening as one FHIR R4 Questionnaire: every question in the guided order, with what opens it.

Every optional part is in it; a centre that does not ask one leaves its answers out. What FHIR cannot say of a condition
asks rather too much than too little (see enable_when.py). Putting parts off when the time is up is no part of it.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from app.handoff.fhir.codes import Resource
from app.handoff.fhir.enable_when import Reader, enable_when
from app.handoff.fhir.questionnaire import heading, lead_in, question
from app.instruments import catalogue
from app.screening import Step, plan, rulebook
from app.screening.definitions_digest import definitions_digest
from app.screening.path import Circumstances
from app.screening.plan import PlannedItem

NAME = "screening"
Asked = tuple[Step, PlannedItem]


@cache
def whole_screening() -> Resource:
    """The Questionnaire of the plan. Its version names the wording, scoring and rules in force."""
    planned = [(step, item) for step in plan().steps for item in step.items]
    return {
        **heading(NAME, "Braid: use, mood and stress in one guided screening"),
        "version": definitions_digest(),
        "copyright": "\n".join(f"{it.title}: {it.licence}" for it in catalogue().instruments.values()),
        "item": [_group(number, list(asked)) for number, (_, asked) in enumerate(groupby(planned, _part), start=1)],
    }


def _part(asked: Asked) -> tuple[int, bool]:
    """Questions of one block, and in it those that the young are asked too, or not."""
    step, planned = asked
    return step.block, _asks_the_young(step, planned)


def _asks_the_young(step: Step, planned: PlannedItem) -> bool:
    """Age is not known before it is asked, so everything up to it is asked of everybody."""
    youth = plan().file.youth
    up_to_age = {item.item.link_id for item in _until(youth.after)}
    link_id = planned.item.link_id
    return step.block in youth.blocks or link_id in youth.items or link_id in up_to_age


def _until(link_id: str) -> Iterator[PlannedItem]:
    for planned in (item for step in plan().steps for item in step.items):
        yield planned
        if planned.item.link_id == link_id:
            return


def _group(number: int, asked: list[Asked]) -> Resource:
    step, first = asked[0]
    return {
        "linkId": f"part_{number}",
        "text": f"{plan().file.parts[step.part]}. {step.why}",
        "type": "group",
        **({} if _asks_the_young(step, first) else _of_age()),
        "item": list(_questions(planned for _, planned in asked)),
    }


def _of_age() -> dict[str, Any]:
    """Old enough, or did not say."""
    age = plan().file.youth.after
    limit = {"question": age, "operator": ">=", "answerInteger": Circumstances().youth_age}
    unknown = {"question": age, "operator": "exists", "answerBoolean": False}
    return {"enableWhen": [limit, unknown], "enableBehavior": "any"}


def _questions(asked: Iterable[PlannedItem]) -> Iterator[Resource]:
    for planned in asked:
        owner = catalogue().instrument_of(planned.item.link_id)
        if planned.item == owner.items[0]:
            yield from lead_in(owner)
        yield question(planned.item, _opened_by(planned))


def _opened_by(planned: PlannedItem) -> dict[str, Any]:
    items = catalogue().items
    opening = Reader(items, rulebook().named).opening(gate.condition.text for gate in planned.gates)
    skipping = {link_id for gate in planned.gates for link_id in gate.opened_by_skipping}
    return enable_when(opening, (link_id for link_id in items if link_id in skipping and items[link_id].options), items)
