"""Keeping and rights in words: holds, what the person asks for, by when the law wants an answer, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Response, make_response, render_template
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import N_, db
from app.retention.holds import Hold
from app.retention.models import Wish
from app.retention.overview import KeepingOfOne, open_keeping
from app.retention.requests import Request
from app.staff.access import may
from app.staff.here import times
from app.staff.several_forms import NOTHING_SENT, Sent
from app.staff.words.times import Target, Times

WISHES: Final[Mapping[Wish, str]] = {
    "copy": N_("A copy of their record"),
    "correction": N_("A correction"),
    "deletion": N_("That it is deleted"),
}
LAW: Final[Mapping[Wish, str]] = {
    "copy": N_(
        "People may see and have their own record without any consent (42 CFR 2.23, 45 CFR 164.524): within 30 days. It"
        " may be refused only for a reason that 164.524(a) names. Make sure first that it is really they who ask."
    ),
    "correction": N_(
        "People may ask to have their record amended (45 CFR 164.526): answer within 60 days. What was sent is never"
        " changed: write the correction as a note beside it. If you refuse, say why, and that they may add a statement."
    ),
    "deletion": N_(
        "No federal law gives a right to have a health record deleted, and state law may want it kept. Delete it only"
        " if no law, no hold and no account of disclosures needs it. What is deleted cannot be brought back."
    ),
}


@dataclass(frozen=True)
class HoldView:
    """One hold. `ended`: how; empty while it stands."""

    id: UUID
    what: str
    reason: str
    set: str
    ended: str
    ended_because: str


@dataclass(frozen=True)
class RequestView:
    """One request. `answered`: how; empty while it waits."""

    id: UUID
    kind: str
    what: str
    law: str
    text: str
    came: str
    target: Target | None
    mine: bool
    answered: str
    answer: str


@dataclass(frozen=True)
class KeepingPage:
    """All of it. `until`: how long it is kept, in a sentence."""

    screening_id: str
    reference: str
    drill: bool
    until: str
    held: bool
    holds: list[HoldView]
    requests: list[RequestView]
    stays_because: str
    may_hold: bool


def show(screening_id: str, status: int = 200, sent: Sent = NOTHING_SENT) -> Response:
    """The page; after a failed form with what was typed and what was wrong. Commits. Raises NoSuchScreening."""
    found = open_keeping(screening_id, current_user)
    db.session.commit()
    page = render_template(
        "staff/rights/keeping.html",
        page=keeping_page(found, times(), current_user.id, may_hold=may(current_user.role, "staff.set_hold")),
        wishes=[(kind, _(words)) for kind, words in WISHES.items()],
        answers=[("done", _("Done")), ("refused", _("Refused"))],
        **vars(sent),
    )
    return make_response(page, status)


def keeping_page(found: KeepingOfOne, times: Times, reader: UUID, *, may_hold: bool) -> KeepingPage:
    """The page in words."""
    return KeepingPage(
        screening_id=found.screening_id,
        reference=found.reference,
        drill=found.drill,
        until=_until(found, times),
        held=found.held,
        holds=[_hold(hold, times) for hold in found.holds],
        requests=[request_view(request, times, reader) for request in found.requests],
        stays_because=found.stays_because,
        may_hold=may_hold,
    )


def request_view(request: Request, times: Times, reader: UUID) -> RequestView:
    """One request in words."""
    at, answer = times.exact(request.at), request.answer
    by_staff = _("Written down by %(name)s, %(moment)s", name=request.by, moment=at)
    said = ""
    if answer:
        word = _("Done by %(name)s, %(moment)s") if answer.done else _("Refused by %(name)s, %(moment)s")
        said = word % {"name": answer.by, "moment": times.exact(answer.at)}
    return RequestView(
        id=request.id,
        kind=request.kind,
        what=_(WISHES[request.kind]),
        law=_(LAW[request.kind]),
        text=request.text,
        came=by_staff if request.by else _("Asked by the person, %(moment)s", moment=at),
        target=None if answer else times.target(request.due_at),
        mine=request.author_id == reader,
        answered=said,
        answer=answer.text if answer else "",
    )


def _until(found: KeepingOfOne, times: Times) -> str:
    keeping, closed = found.keeping, found.closed_at
    if closed is None:
        days = _("It is open. It is kept for %(days)s days after it is closed", days=keeping.days)
    else:
        until = times.day(closed + timedelta(days=keeping.days))
        days = _("It is kept for %(days)s days after it was closed: until %(day)s", days=keeping.days, day=until)
    years = _("where it was handed on or the person was admitted, for %(years)s years", years=keeping.years)
    return f"{days}; {years}."


def _hold(hold: Hold, times: Times) -> HoldView:
    end = hold.end
    return HoldView(
        id=hold.id,
        what=_("This person’s screenings, all of them") if hold.whole_person else _("This screening"),
        reason=hold.reason,
        set=_("Set by %(name)s, %(moment)s", name=hold.by, moment=times.exact(hold.at)),
        ended=_("Ended by %(name)s, %(moment)s", name=end.by, moment=times.exact(end.at)) if end else "",
        ended_because=end.reason if end else "",
    )
