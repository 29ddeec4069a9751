"""Which questions stand on paper, and for whom each of them is: what opens it, in words and numbers of questions."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask_babel import gettext as _

from app.asking.wording import words_in
from app.extensions import N_
from app.instruments import catalogue
from app.screening import plan
from app.screening.enable_when import Choice, Opener, Opening, opening
from app.screening.plan import PlannedItem
from app.sites import Site

SAID: Final = {  # predicates that a person can answer for themselves
    "any_alcohol": N_("you drank alcohol in the past 12 months"),
    "any_drug": N_("you used drugs, or medicines just for the feeling, in the past 12 months"),
    "any_use": N_("you drank alcohol or used drugs in the past 12 months"),
    "in_recovery": N_("you are in recovery"),
    "opioid_use": N_("you use opioids, prescribed or not"),
    "sedative_use": N_("you take pills to sleep or to calm down"),
    "street": N_("you use stimulants, other drugs, or pills from the street"),
}
SEVERAL: Final = 2


def asked_on_paper(site: Site) -> list[tuple[PlannedItem, Opening]]:
    """Every question that may be asked at this centre, with what opens it: questions that are asked there too."""
    asked: dict[str, tuple[PlannedItem, Opening]] = {}
    for planned in (item for step in plan().steps for item in step.items):
        opens = opening(planned, site.modules, SAID)
        if isinstance(opens, tuple):
            opens = tuple(one for one in opens if isinstance(one, str) or one.link_id in asked) or False
        if opens:
            asked[planned.item.link_id] = planned, opens
    return list(asked.values())


def for_whom(reasons: Opening, numbers: Mapping[str, int], language: str) -> str:
    """For whom the question is; empty where it is for everybody."""
    if not isinstance(reasons, tuple):
        return ""
    return _("Only if %(reasons)s.", reasons=_(", or ").join(_reasons(reasons, numbers, language)))


def for_the_young(site: Site, numbers: Mapping[str, int]) -> str:
    """What somebody under the age limit of the centre goes on with, said right after the question for the age."""
    rule = plan().file.youth
    asked = [item.item.link_id for step in plan().steps for item in step.items if step.block in rule.blocks]
    later = sorted(numbers[link_id] for link_id in {*asked, *rule.items} & numbers.keys())
    return _("If you are under %(age)s, answer only %(numbers)s.", age=site.youth_age, numbers=_in_runs(later))


def _reasons(reasons: tuple[Opener, ...], numbers: Mapping[str, int], language: str) -> list[str]:
    """Each reason in words; questions with the same answer are named together."""
    said = [_(SAID[reason]) for reason in reasons if isinstance(reason, str)]
    chosen: dict[str, list[int]] = {}
    for reason in reasons:
        if isinstance(reason, Choice):
            chosen.setdefault(_answers(reason, language), []).append(numbers[reason.link_id])
    at = [_("you chose %(answers)s at %(numbers)s", answers=text, numbers=_in_runs(at)) for text, at in chosen.items()]
    return [*at, *said]


def _answers(choice: Choice, language: str) -> str:
    """The answers by their words, or all but one of them."""
    item = words_in(catalogue().item(choice.link_id), language).item
    texts = [item.option(value).text for value in choice.values]
    if len(texts) > SEVERAL and all(text.isdigit() for text in texts):
        return _("“%(first)s” to “%(last)s”", first=texts[0], last=texts[-1])
    others = [value for value in item.values if value not in choice.values]
    if len(others) == 1 and len(choice.values) >= SEVERAL:
        return _("anything but “%(answer)s”", answer=item.option(others[0]).text)
    return _(" or ").join(f"“{text}”" for text in texts)


def _in_runs(numbers: Sequence[int]) -> str:
    """Numbers in order, each run of them in short: `8-24, 112`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
