"""The parts of the questions with how far each is, for whoever goes on with them on another day."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from app.asking.wording import part_name
from app.extensions import clock
from app.intake.arriving.drafts import OpenDraft
from app.patient import session
from app.patient.next_page import is_under_way, next_url
from app.patient.promise import day_and_time
from app.screening import Path
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/parts")(parts)
    blueprint.post("/parts")(go_on_from_parts)


@dataclass(frozen=True)
class PartView:
    """One part: its name, how far it is in words, and its first page if the person has been there."""

    name: str
    status: str
    url: str | None


def parts() -> Response | str:
    """Every part and how far it is."""
    draft = session.current_draft()
    path = draft.path()
    if not is_under_way(draft):
        return see_other(next_url(draft, path))
    views = [_view(path, part) for part in path.parts]
    return render_template("patient/parts.html", parts=views, until=_until(draft))


def go_on_from_parts() -> Response:
    """Go on where the person stopped."""
    return see_other(next_url(session.current_draft()))


def _view(path: Path, part: str) -> PartView:
    steps = [step for step in (*path.steps, *path.waiting) if step.step.part == part]
    answered = [path.is_answered(step) for step in steps]
    first = path.find(min(step.number for step in steps)) if any(answered) else None
    return PartView(part_name(part), _status(answered), f"/s/{first.number}" if first else None)


def _status(answered: list[bool]) -> str:
    if all(answered):
        return _("Completed")
    return _("In progress") if any(answered) else _("Not started")


def _until(draft: OpenDraft) -> str | None:
    """Until when a code opens the answers, in words; None where there is no code."""
    return day_and_time(draft.site, draft.row.expires_at, clock.now(), "until") if draft.has_code else None
