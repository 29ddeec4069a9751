"""Submitting a draft: by sending it, or by asking for a call. One transaction holds all of it, or nothing.

Screening, answers with scores, risk events, consent, search marks, alert, tallies, activity row and receipt stand or
fall together; the caller commits.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from app.activity import record
from app.alerts import raise_alert
from app.extensions import clock, db
from app.intake.announce import announce
from app.intake.arriving.answering import record_as_they_stand
from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.invites import note_answers
from app.intake.arriving.reference import new_reference
from app.intake.arriving.search_marks import mark_contact
from app.intake.arriving.summary import summarize
from app.intake.arriving.suspect import is_suspect
from app.intake.draft_state import DRILL, Receipt, plain
from app.intake.follow_up import set_follow_up
from app.intake.models import Consent, RiskEventRow, Screening, ScreeningVersion
from app.intake.place import queue_rank
from app.intake.progress import count_sent
from app.intake.records import Record
from app.screening import Level
from app.screening.definitions_digest import definitions_digest
from app.screening.level import highest

Kind = Literal["sent", "call"]
ANSWERED_ANEW = ("contact_message_ok", "contact_who")  # not checked on the call form means no, whatever was said before


def send(draft: OpenDraft) -> Receipt:
    """Send the answers. A draft that was sent already gives the same receipt and changes nothing."""
    if draft.state.receipt and draft.state.receipt.sent_at:
        return draft.state.receipt
    return _submit(draft, "sent")


def ask_for_call(draft: OpenDraft, contact: dict[str, str]) -> Receipt:
    """Submit the answers so far and ask staff to call. What is answered later is added when the draft is sent."""
    earlier = {name: value for name, value in draft.state.contact.items() if name not in ANSWERED_ANEW}
    draft.state.contact = {**earlier, **contact, "contact_call": "yes", "call_asked": "yes"}
    return _submit(draft, "call")


def _submit(draft: OpenDraft, kind: Kind) -> Receipt:
    now = clock.now()
    record_as_they_stand(draft)
    row, sealed = _screening(draft, now)
    before = (row.level, row.closed_at)
    payload = _payload(draft)
    version = sealed.add(ScreeningVersion, payload, number=sealed.count(ScreeningVersion) + 1, kind=kind)
    new_events = draft.state.events[sealed.count(RiskEventRow) :]  # those of an earlier time are there already
    for event in new_events:
        sealed.add(RiskEventRow, plain(event))
    if version.number == 1 and draft.state.consent:
        sealed.add(Consent, plain(draft.state.consent))
    if row.closed_at or new_events or draft.level().rank < Level(row.level).rank:
        row.wait_anew()  # what came is more than staff knew when they last tried or closed it
    _update(draft, row, sealed, kind, now)
    mark_contact(row.id, draft.state.contact, row.site_id)
    if draft.state.invite:
        note_answers(draft.state.invite, row.id)
    _alert(row, kind, now)
    _announce(row, *before, first=version.number == 1)
    set_follow_up(sealed)
    if kind == "sent":
        count_sent(draft.site, payload)
    subject = ("screening", row.id)
    record(f"screening.{kind}", subject=subject, site_id=row.site_id, level=row.level, version=version.number)
    return _finish(draft, row, kind, now)


def _screening(draft: OpenDraft, now: datetime) -> tuple[Screening, Record]:
    if draft.state.receipt:
        row = db.session.get_one(Screening, draft.state.receipt.screening_id)
        return row, Record.open(row)
    row = Screening(
        site_id=draft.site.id,
        reference=_free_reference(),
        draft_id=draft.row.id,
        drill=draft.state.mode == DRILL,
        level=Level.ROUTINE,
        queue_rank=queue_rank(Level.ROUTINE),
        status="waiting",
        waiting_since=now,
        due_at=now,
        created_at=now,
        summary=b"",
    )
    sealed = Record.create(row)
    db.session.add(row)
    db.session.flush()
    return row, sealed


def _free_reference() -> str:
    """One that nobody has: among a million, one in 17,000 new ones would meet another."""
    made = new_reference()
    while db.session.scalar(sa.select(sa.exists().where(Screening.reference == made))):
        made = new_reference()
    return made


def _payload(draft: OpenDraft) -> dict[str, Any]:
    path, state = draft.path(), draft.state
    return {
        "answers": dict(state.answers),
        "languages": state.asked_in,
        "on_path": list(path.answers),
        "asked": [link_id for step in path.steps for link_id in step.link_ids],
        "left_out": list(path.left_out),
        "modules": list(draft.site.modules),
        "outcome": draft.outcome().to_json(),
        "definitions": definitions_digest(),
        "started_at": state.started_at.isoformat(),
        "shown": [plain(entry) for entry in state.shown if entry.tells],
        "contact": state.contact,
        "mode": state.mode,
        "entered_by": state.entered_by,
        "written_on": state.written_on and state.written_on.isoformat(),
    }


def _update(draft: OpenDraft, row: Screening, sealed: Record, kind: Kind, now: datetime) -> None:
    """The clear columns: a level never falls here, the wait counts from the first answer that raised a flag."""
    outcome, counted_from = draft.outcome(), (row.level, row.waiting_since)
    row.level = highest([Level(row.level), draft.level()])
    row.queue_rank = queue_rank(Level(row.level), draft.state.events)
    row.waiting_since = min([row.waiting_since, *(event.at for event in draft.state.events)])
    if draft.state.receipt is None:
        row.suspect = is_suspect(draft.state.marks, Level(row.level), call_asked=kind == "call")
    if draft.state.receipt is None or counted_from != (row.level, row.waiting_since):  # else staff may have moved it
        row.due_at = draft.site.due(row.level, row.waiting_since)
    row.sent_at = now if kind == "sent" else row.sent_at
    sealed.set_summary(summarize(draft, outcome))


def _alert(row: Screening, kind: Kind, now: datetime) -> None:
    if kind == "call":
        raise_alert(row.site_id, row.id, "call_asked", row.level, now)
    elif row.level != Level.ROUTINE:
        raise_alert(row.site_id, row.id, "flagged", row.level, now)


def _announce(row: Screening, level: str, closed_at: datetime | None, *, first: bool) -> None:
    """What other systems are told: that it came, or what later answers did to it."""
    if first:
        announce(row, "created")
        return
    if closed_at:
        announce(row, "reopened")
    if row.level != level:
        announce(row, "level_changed")


def _finish(draft: OpenDraft, row: Screening, kind: Kind, now: datetime) -> Receipt:
    receipt = draft.state.receipt or Receipt(row.id, row.reference)
    receipt = replace(receipt, sent_at=now) if kind == "sent" else replace(receipt, call_asked_at=now)
    draft.state.receipt = receipt
    draft.row.status = "sent" if receipt.sent_at else "open"
    draft.save()
    return receipt
