"""Every answer, word for word, in the order of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from flask_babel import gettext as _

from app.asking.wording import part_name, topic_name
from app.instruments import SKIP, Instrument, Item, answer_text, catalogue
from app.intake.case.review import Case
from app.intake.case.versions import Version
from app.screening import plan
from app.staff.case.asked_in import AskedIn, asked_in
from app.staff.case.evidence import NO_ANSWER
from app.staff.words.visible import visible

Kind = Literal["given", "skipped", "none", "off"]


@dataclass(frozen=True)
class AnswerRow:
    """One question, in the words of its definition.

    `off`: answered once, but no longer on the path; `before`: what an earlier version said; `asked_in`: how the person
    read it in another language.
    """

    question: str
    answer: str
    kind: Kind
    free_text: bool
    before: str | None
    asked_in: AskedIn | None


@dataclass(frozen=True)
class AnswerGroup:
    """Questions of one instrument that follow one another."""

    title: str
    lead_in: str | None
    rows: list[AnswerRow]


@dataclass(frozen=True)
class Part:
    """One part of the plan."""

    name: str
    groups: list[AnswerGroup]


def answer_parts(case: Case) -> list[Part]:
    """All parts with a question that was asked or answered."""
    parts = []
    for key, steps in groupby(plan().steps, key=lambda step: step.part):
        items = [planned.item for step in steps for planned in step.items]
        groups = list(_groups(items, case))
        if groups:
            parts.append(Part(part_name(key), groups))
    return parts


def left_out(case: Case) -> list[str]:
    """What the person left out for now, in words."""
    return [topic_name(block) for block in case.latest.left_out]


def _groups(items: list[Item], case: Case) -> Iterator[AnswerGroup]:
    met = [item for item in items if item.link_id in case.latest.asked or item.link_id in case.latest.answers]
    for instrument_id, group in groupby(met, key=lambda item: catalogue().instrument_of(item.link_id).id):
        instrument = catalogue().instruments[instrument_id]
        yield AnswerGroup(instrument.title, _lead_in(instrument), [_row(item, case) for item in group])


def _lead_in(instrument: Instrument) -> str | None:
    return instrument.stem or instrument.intro


def _row(item: Item, case: Case) -> AnswerRow:
    latest = case.latest
    return AnswerRow(
        question=item.text,
        answer=_text(item, latest),
        kind=_kind(item, latest),
        free_text=item.type == "text" and latest.answers.get(item.link_id, SKIP) != SKIP,
        before=_before(item, case),
        asked_in=asked_in(item, latest),
    )


def _text(item: Item, version: Version) -> str:
    if item.link_id not in version.answers:
        return _(NO_ANSWER)
    return visible(answer_text(item, version.answers[item.link_id]))


def _kind(item: Item, version: Version) -> Kind:
    if item.link_id not in version.answers:
        return "none"
    if item.link_id not in version.counted:
        return "off"
    return "skipped" if version.answers[item.link_id] == SKIP else "given"


def _before(item: Item, case: Case) -> str | None:
    """What this answer was when the answers were handed over earlier, if it was another one."""
    now = case.latest.answers.get(item.link_id)
    for version in reversed(case.versions[:-1]):
        if version.answers.get(item.link_id, now) != now:
            return _text(item, version)
    return None
