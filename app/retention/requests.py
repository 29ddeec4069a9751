"""What somebody asks about their own record: a copy, a correction, or that it is deleted; and what staff answered.

The person asks on the page that their return code opens; staff write it down for whoever asks in another way. The words
are sealed with the screening and go with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser, names_of
from app.activity import record
from app.extensions import begin_immediate, db, in_own_transaction
from app.intake.case.edition import Conflict
from app.intake.case.own_site import find_screening
from app.intake.models import Screening
from app.intake.records import Record
from app.retention.models import RightsAnswer, RightsRequest, Wish

# 45 CFR 164.524(b)(2) and 164.526(b)(2); no federal law speaks of deleting: as soon as of a copy.
WITHIN: Final[Mapping[Wish, timedelta]] = {
    "copy": timedelta(days=30),
    "correction": timedelta(days=60),
    "deletion": timedelta(days=30),
}
MOST_LISTED: Final = 200


class NoSuchRequest(LookupError):
    """This screening has none of this id."""


@dataclass(frozen=True)
class Answer:
    """What staff answered: `done` or not, why, by whom and when."""

    done: bool
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Request:
    """One request. `by`, `author_id`: who of staff wrote it down; None if the person asked by themselves."""

    id: UUID
    kind: Wish
    text: str
    by: str | None
    author_id: UUID | None
    at: datetime
    due_at: datetime
    answer: Answer | None


@dataclass(frozen=True)
class Waiting:
    """One that waits, for the list: nothing of what was written."""

    screening_id: str
    reference: str
    kind: Wish
    at: datetime
    due_at: datetime


def ask(screening_id: str, kind: Wish, text: str) -> bool:
    """The person asks, in the caller's transaction. False if they asked for the same and it still waits."""
    row = db.session.get_one(Screening, screening_id, with_for_update=True)
    return _add(row, kind, text, None)


def write_down(screening_id: str, staff: StaffUser, kind: Wish, text: str) -> None:
    """Staff write down what somebody asked for in another way. Raises Conflict, NoSuchScreening."""
    row = find_screening(screening_id, staff, to_write=True)
    if not _add(row, kind, text, staff):
        raise Conflict(_("The same was asked for already and still waits."))


def asked(screening_id: str) -> list[tuple[Wish, datetime]]:
    """What was asked for and still waits, for the person: what and when, none of the words."""
    mine = RightsRequest.screening_id == screening_id, ~_answered()
    rows = db.session.execute(sa.select(RightsRequest.kind, RightsRequest.created_at).where(*mine))
    return [(kind, at) for kind, at in rows]


def answer(screening_id: str, staff: StaffUser, request_id: UUID, text: str, *, done: bool) -> None:
    """Say what became of a request. To delete has a use case of its own. Raises Conflict, NoSuchRequest,
    NoSuchScreening, vault.Unreadable.
    """
    row = find_screening(screening_id, staff, to_write=True)
    sealed = Record.open(row)
    request = request_of(sealed, request_id)
    if request.answer:
        raise Conflict(_("This was answered already."))
    if done and request.kind == "deletion":
        raise Conflict(_("A supervisor deletes it with the button below."))
    sealed.add(RightsAnswer, {"done": done, "text": text}, author_id=staff.id, request_id=request_id)
    subject = ("screening", row.id)
    record("request.answered", subject=subject, actor=staff, kind=request.kind, done=done)


def request_of(sealed: Record, request_id: UUID) -> Request:
    """One of a screening. Raises NoSuchRequest."""
    for request in requests_of(sealed):
        if request.id == request_id:
            return request
    raise NoSuchRequest


def requests_of(sealed: Record) -> list[Request]:
    """Every request about a screening, the newest first. Raises vault.Unreadable."""
    answers = {row.request_id: (row, content) for row, content in sealed.all(RightsAnswer)}
    found = sealed.all(RightsRequest)
    names = names_of({row.author_id for row, _ in found} | {row.author_id for row, _ in answers.values()})
    return [_request(row, content, answers.get(row.id), names) for row, content in reversed(found)]


def read_waiting(staff: StaffUser) -> list[Waiting]:
    """What waits for an answer at a colleague's site, the most urgent first. The reading is recorded; the caller
    commits.
    """
    begin_immediate()
    query = sa.select(RightsRequest, Screening.reference).join(Screening, Screening.id == RightsRequest.screening_id)
    waiting = query.where(RightsRequest.site_id == staff.site_id, ~_answered())
    rows = db.session.execute(waiting.order_by(RightsRequest.created_at).limit(MOST_LISTED)).all()
    listed = [_waiting(row, reference) for row, reference in rows]
    record("requests.read", subject=("site", staff.site_id), actor=staff, rows=len(listed))
    return sorted(listed, key=lambda one: one.due_at)


def count_waiting(site_id: str) -> int:
    """How many wait at a site. In a transaction of its own: every staff page asks."""
    waiting = sa.select(sa.func.count()).select_from(RightsRequest)
    with in_own_transaction(writes=False) as connection:
        return connection.scalar(waiting.where(RightsRequest.site_id == site_id, ~_answered())) or 0


def forget_requests(screening_id: str) -> None:
    """Delete what was asked about a screening, because it goes."""
    for table in (RightsAnswer, RightsRequest):
        db.session.execute(sa.delete(table).where(table.screening_id == screening_id))


def _answered() -> sa.ColumnElement[bool]:
    return sa.exists(RightsAnswer.request_id).where(RightsAnswer.request_id == RightsRequest.id)


def _add(row: Screening, kind: Wish, text: str, staff: StaffUser | None) -> bool:
    if any(waits == kind for waits, _at in asked(row.id)):
        return False
    known = {"site_id": row.site_id, "kind": kind, "author_id": staff and staff.id}
    Record.open(row).add(RightsRequest, {"text": text}, **known)
    record("request.made", subject=("screening", row.id), actor=staff, site_id=row.site_id, kind=kind)
    return True


def _request(
    row: RightsRequest,
    content: Mapping[str, Any],
    answered: tuple[RightsAnswer, dict[str, Any]] | None,
    names: Mapping[UUID | None, str],
) -> Request:
    answer = None
    if answered:
        by, said = answered
        answer = Answer(said["done"], said["text"], names.get(by.author_id, "?"), by.created_at)
    by_staff = names.get(row.author_id, "?") if row.author_id else None
    due_at = row.created_at + WITHIN[row.kind]
    return Request(row.id, row.kind, content["text"], by_staff, row.author_id, row.created_at, due_at, answer)


def _waiting(row: RightsRequest, reference: str) -> Waiting:
    return Waiting(row.screening_id, reference, row.kind, row.created_at, row.created_at + WITHIN[row.kind])
