"""Re-screens in words: planned, given out as a link, done or cancelled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import N_
from app.intake.arriving.invites import InviteState
from app.intake.people.history import Past
from app.intake.people.plans import RescreenPlan
from app.intake.people.rescreens import WEEKS
from app.staff.ways_in.invites import state_words
from app.staff.words.times import Times
from app.staff.words.visible import visible


@dataclass(frozen=True)
class PlanView:
    """One plan. `came`: id of the screening that came by its link or that staff named, and its reference if known."""

    id: str
    screening_id: str
    reference: str
    person_id: str | None
    latest: tuple[str, str]
    weeks: str
    due: str
    open: bool
    over: bool
    by: str
    link: str
    has_link: bool
    came: tuple[str, str] | None
    ended: str
    reason: str


@dataclass(frozen=True)
class PlansView:
    """On the page of one screening: what is planned, what still can be, and as which screening one may be done."""

    plans: list[PlanView]
    weeks: list[tuple[int, str]]
    done_as: list[tuple[str, str]]


def plans_view(plans: Sequence[RescreenPlan], pasts: Iterable[Past], screening_id: str, times: Times) -> PlansView:
    """On the page of one screening; `pasts`: all that is linked with it."""
    views = plan_views(plans, times)
    taken = {plan.weeks for plan, view in zip(plans, views, strict=True) if view.open}
    left = [(number, weeks_word(number)) for number in WEEKS if number not in taken]
    others = [(past.id, f"{past.reference}, {times.day(past.at)}") for past in pasts if past.id != screening_id]
    return PlansView(views, left, others)


def plan_views(plans: Iterable[RescreenPlan], times: Times) -> list[PlanView]:
    """The plans in words, in their order."""
    return [_view(plan, times) for plan in plans]


DONE_AS_DELETED: Final = N_("Done, as a screening that was deleted since.")


def weeks_word(number: int) -> str:
    """`After 2 weeks`."""
    return ngettext("After %(num)s week", "After %(num)s weeks", number)


def _view(plan: RescreenPlan, times: Times) -> PlanView:
    is_open = plan.end is None and not _answered(plan)
    return PlanView(
        id=plan.id,
        screening_id=plan.screening_id,
        reference=plan.reference,
        person_id=plan.person_id,
        latest=plan.latest,
        weeks=weeks_word(plan.weeks),
        due=times.exact(plan.due_at),
        open=is_open,
        over=is_open and plan.due_at < times.now,
        by=plan.by,
        link=state_words(plan.link, times) if plan.link else "",
        has_link=plan.link is not None,
        came=_came(plan),
        ended=_ended(plan),
        reason=visible(plan.end.text) if plan.end else "",
    )


def _answered(plan: RescreenPlan) -> bool:
    return plan.link is not None and plan.link.state is InviteState.ANSWERED


def _came(plan: RescreenPlan) -> tuple[str, str] | None:
    if plan.end and plan.end.done_as:
        return plan.end.done_as
    if plan.link and plan.link.screening_id:
        return plan.link.screening_id, _("the answers")
    return None


def _ended(plan: RescreenPlan) -> str:
    if plan.end is None:
        return _("Done: answers came by its link.") if _answered(plan) else ""
    if plan.end.kind == "cancelled":
        return _("Cancelled by %(name)s.", name=plan.end.by)
    return _("Done, says %(name)s.", name=plan.end.by) if plan.end.done_as else _(DONE_AS_DELETED)
