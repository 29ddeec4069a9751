"""Entering the answers of somebody who gives them by phone, in person or on paper. The same rules hold as for anybody.

What is entered belongs to the session in which it is entered, and can be opened by nobody else until it is sent. Unlike
a person, who answers page by page, staff may leave a question blank: it then counts as not answered, and never as no.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from app.accounts import StaffUser
from app.activity import record
from app.extensions import clock, db
from app.instruments import Answer
from app.intake.arriving.answering import give_answers, while_answering
from app.intake.arriving.drafts import OpenDraft, begin_draft
from app.intake.arriving.submit import ANSWERED_ANEW, ask_for_call, send
from app.intake.case.claim import claim
from app.intake.case.edition import Conflict
from app.intake.draft_state import ConsentGiven, Mode, Receipt
from app.screening import OpenStep, plan
from app.screening.risk import flags
from app.sites import Site


@dataclass(frozen=True)
class Entered:
    """What came of one part: the help texts that come next, most pressing first, and whether it has new questions."""

    tells: tuple[str, ...]
    more: bool


def begin_entry(staff: StaffUser, site: Site, token: bytes, mode: Mode, written_on: date | None = None) -> OpenDraft:
    """Begin to enter somebody's answers, in a draft that only this session opens. Nothing of the plan is put off.

    `written_on`: the day on the sheet, if they stand on paper.
    """
    draft = begin_draft(site, token, mode)
    draft.state.entered_by, draft.state.offer, draft.state.written_on = str(staff.id), "go_on", written_on
    draft.save()
    db.session.flush()
    record("entry.begun", subject=("entry", draft.row.id), actor=staff, mode=mode)
    return draft


def confirm_consent(draft: OpenDraft, version: str, text_hash: str, language: str) -> None:
    """The person agreed to this text. What was confirmed first stands."""
    if draft.state.consent is None:
        draft.state.consent = ConsentGiven(version, text_hash, clock.now(), language)
        draft.save()


def steps_of(draft: OpenDraft, part: str) -> tuple[OpenStep, ...]:
    """What is asked of this person in one part, as the answers stand."""
    return tuple(step for step in draft.path().steps if step.step.part == part)


def enter_part(
    draft: OpenDraft, part: str, asked: Collection[str], given: Mapping[str, Answer], languages: Mapping[str, str]
) -> Entered:
    """Keep the answers of one part, step by step in the order of the plan, as if each had been given on its own page.

    `asked`: every item that stood on the page; one of them without an answer was left blank.
    """
    told = tuple(_enter(draft, part, asked, given, languages))
    changed = [tells for tells in told if tells is not None]
    shown = changed or [draft.state.shown_after(step.number) for step in steps_of(draft, part)]
    ahead = {link_id for step in steps_of(draft, part) for link_id in step.link_ids} - set(asked)
    return Entered(most_pressing_first(draft, [tell for tells in shown for tell in tells]), bool(ahead))


def _enter(
    draft: OpenDraft, part: str, asked: Collection[str], given: Mapping[str, Answer], languages: Mapping[str, str]
) -> Iterator[tuple[str, ...] | None]:
    """The help due after each step; None where nothing changed. An answer may close a later step of the same page."""
    for number in (step.number for step in plan().steps if step.part == part):
        step = next((step for step in draft.path().steps if step.number == number), None)
        if step is not None:
            yield _enter_step(draft, step, asked, given, languages)


def _enter_step(
    draft: OpenDraft,
    step: OpenStep,
    asked: Collection[str],
    given: Mapping[str, Answer],
    languages: Mapping[str, str],
) -> tuple[str, ...] | None:
    here = {link_id: given[link_id] for link_id in step.link_ids if link_id in given}
    blank = {link_id for link_id in step.link_ids if link_id in asked and link_id not in given}
    if here.items() <= draft.state.answers.items() and not blank & draft.state.answers.keys():
        return None
    return give_answers(draft, step, here, {link_id: languages[link_id] for link_id in here}, blank)


def most_pressing_first(draft: OpenDraft, tells: Collection[str]) -> tuple[str, ...]:
    """Help texts in the order of the flags that stand; what no flag calls for comes last."""
    standing = [flag.tell for flag in flags(while_answering(draft, draft.path()))]
    place = {tell: standing.index(tell) if tell in standing else len(standing) for tell in tells}
    return tuple(sorted(dict.fromkeys(tells), key=lambda tell: place[tell]))


def mark_of(draft: OpenDraft, asked: Collection[str]) -> str:
    """A mark of the answers to these items as they stand: another one says that they were changed meanwhile."""
    answers = {link_id: draft.state.answers.get(link_id) for link_id in sorted(asked)}
    return hashlib.sha256(json.dumps(answers).encode()).hexdigest()[:16]


def ask_back(draft: OpenDraft, staff: StaffUser, phone: str) -> None:
    """Somebody in danger is on the line: submit what there is, with an alert, and give it to the one who enters it.

    What is entered later is added when it is sent. The same number once more, with nothing new told, changes nothing.
    """
    if asked_back(draft) and phone == draft.state.contact.get("contact_phone", ""):
        return
    kept = {name: draft.state.contact[name] for name in ANSWERED_ANEW if name in draft.state.contact}
    receipt = ask_for_call(draft, {**kept, "contact_phone": phone} if phone else kept)
    record("screening.entered", subject=("screening", receipt.screening_id), actor=staff, mode=draft.state.mode)
    with suppress(Conflict):  # a colleague took it over meanwhile, or closed it: it stays theirs
        claim(receipt.screening_id, staff)


def asked_back(draft: OpenDraft) -> bool:
    """Whether everything that needed help so far is submitted."""
    receipt, last = draft.state.receipt, draft.state.last_help
    return bool(receipt and receipt.call_asked_at and not (last and last.at > receipt.call_asked_at))


def send_entry(draft: OpenDraft, staff: StaffUser) -> Receipt:
    """Send what was entered, complete or not. Sending twice gives the same receipt."""
    if draft.state.receipt and draft.is_sent:
        return draft.state.receipt
    receipt = send(draft)
    subject = ("screening", receipt.screening_id)
    record("screening.entered", subject=subject, actor=staff, mode=draft.state.mode)
    return receipt


def drop_entry(draft: OpenDraft, staff: StaffUser) -> None:
    """Delete what was entered and not sent. What was submitted by asking back stays."""
    if not draft.is_sent:
        db.session.delete(draft.row)
        record("entry.dropped", subject=("entry", draft.row.id), actor=staff)
