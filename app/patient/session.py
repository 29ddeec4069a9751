"""The person's session: the only module of this side that knows what it holds."""

from contextlib import suppress
from dataclasses import asdict
from typing import Final, Literal

from flask import session

from app import sessions
from app.extensions import clock, db
from app.intake.arriving import devices
from app.intake.arriving.drafts import OpenDraft, begin_draft, delete_expired, is_kept, leave_draft, open_draft
from app.intake.arriving.guesses import forget_guesses
from app.intake.arriving.invites import belongs_to
from app.screening import Added
from app.sessions import PERSON
from app.settings import current_settings
from app.sites import Site
from app.vault import Unreadable
from app.web import page_site

DRAFT: Final = "draft"
KIOSK: Final = "kiosk"
RECEIPT_ONLY: Final = "receipt_only"
WELCOME_BACK: Final = "welcome_back"
ADDED: Final = "added"

Fate = Literal["waits", "gone", "locked", "none"]  # what becomes of the answers that were not sent


class NoDraft(Exception):
    """The person has no screening under way here: never begun, ended, or closed after a long pause."""


def begin(site: Site, kiosk: str | None = None, invite: str | None = None) -> OpenDraft:
    """A new session with a new draft, in one transaction. An earlier draft of this browser is left behind; every draft
    that nobody can come back to is deleted, so that what is promised about them holds without any timer.

    kiosk: the visit for which staff handed this device over. It is over when the session is.
    invite: whose link began it.
    """
    leave()
    begun = sessions.begin(PERSON, idle=current_settings().kiosk_idle if kiosk else None)
    draft = begin_draft(site, sessions.token(), "device" if kiosk else "self", invite)
    session[DRAFT] = draft.row.id
    page_site.belong_to(site)
    if kiosk and begun.stored:
        session[KIOSK] = kiosk
        devices.bind(kiosk, begun.stored.row_id)
    forget_guesses()
    delete_expired(clock.now())  # last: it may take the lock of the activity log
    return draft


def resume(draft: OpenDraft) -> None:
    """A new session for a draft that its code opened. What is under way in this browser is left behind."""
    if session.get(DRAFT) not in (None, draft.row.id):
        leave()
    sessions.begin(PERSON)
    draft.begin_visit(sessions.token())
    session[DRAFT] = draft.row.id
    page_site.belong_to(draft.site)
    session[RECEIPT_ONLY if draft.is_sent else WELCOME_BACK] = True


def is_kiosk() -> bool:
    """Whether this is a device of the centre that goes to somebody else afterwards."""
    return KIOSK in session


def kiosk_visit() -> str | None:
    """The visit for which staff handed this device over."""
    visit: str | None = session.get(KIOSK)
    return visit


def note_sent() -> None:
    """Let staff see that the device can be taken back."""
    if visit := kiosk_visit():
        devices.note_sent(visit)


def may_read_letter() -> bool:
    """Whether what was sent may be read here: in the visit in which it was sent, and not by coming back with a code."""
    return RECEIPT_ONLY not in session


def note_answered(more: Added | None) -> None:
    """Another answer was kept: what there was to say before is over, and `more` is what it has added."""
    for key in (WELCOME_BACK, ADDED):
        session.pop(key, None)
    if more:
        session[ADDED] = asdict(more)


def has_just_come_back() -> bool:
    """Whether they came back with a code and have answered nothing since."""
    return WELCOME_BACK in session


def just_added() -> Added | None:
    """What the last answer added; kept until the next, so that a reload and the Back button show it again."""
    return Added(**session[ADDED]) if ADDED in session else None


def draft_id() -> str:
    """Which draft is this browser's. Raises NoDraft."""
    found: str | None = session.get(DRAFT)
    if found is None:
        raise NoDraft
    return found


def current_draft(*, to_write: bool = False) -> OpenDraft:
    """The draft of this browser. Raises NoDraft."""
    try:
        draft = open_draft(draft_id(), sessions.token(), to_write=to_write)
    except Unreadable as error:
        raise NoDraft from error
    if draft is None:
        raise NoDraft
    return draft


def under_way() -> OpenDraft | None:
    """What was begun in this browser and is not sent yet; None before the person agrees: nothing was asked yet."""
    try:
        draft = current_draft()
    except NoDraft:
        return None
    return draft if draft.state.consent and not draft.is_sent else None


def came_by(token: str) -> bool:
    """Whether the screening of this browser was begun by this link."""
    try:
        return belongs_to(token, current_draft().state.invite)
    except NoDraft:
        return False


def has_sent() -> bool:
    """Whether the screening of this browser was sent."""
    try:
        return current_draft().is_sent
    except NoDraft:
        return False


def leave() -> Fate:
    """Leave the draft of this browser behind: it waits for its person's return code, or is deleted."""
    _end_visit()
    if DRAFT not in session:
        return "none"
    nothing_unsent = has_sent()
    waits = leave_draft(session[DRAFT])
    return "waits" if waits else "none" if nothing_unsent else "gone"


def delete() -> Fate:
    """Delete the draft of this browser; what was sent or handed over stays with staff. It stays locked if it belongs to
    another visit by now, because its person came back to it with a code.
    """
    _end_visit()
    if DRAFT not in session:
        return "none"
    with suppress(NoDraft):
        db.session.delete(current_draft(to_write=True).row)
    return "locked" if is_kept(session[DRAFT]) else "gone"


def _end_visit() -> None:
    if visit := kiosk_visit():
        devices.end(visit)
