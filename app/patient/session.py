"""The person's session: the only module of this side that knows what it holds."""

from flask import session

from app import sessions
from app.extensions import clock
from app.intake.drafts import OpenDraft, begin_draft, delete_draft, delete_expired, open_draft
from app.sessions import PERSON
from app.sites import current_site
from app.vault import Unreadable

DRAFT = "draft"


class NoDraft(Exception):
    """The person has no screening under way here: never begun, ended, or closed after a long pause."""


def begin() -> OpenDraft:
    """A new session with a new draft, in one transaction. An earlier draft of this browser is deleted, and so is every
    draft that nobody can come back to, so that what is promised about them holds without any timer.
    """
    forget()
    delete_expired(clock.now())
    sessions.begin(PERSON)
    draft = begin_draft(current_site(), sessions.token())
    session[DRAFT] = draft.row.id
    return draft


def current_draft(*, to_write: bool = False) -> OpenDraft:
    """The draft of this browser. Raises NoDraft."""
    draft_id = session.get(DRAFT)
    if draft_id is None:
        raise NoDraft
    try:
        draft = open_draft(draft_id, sessions.token(), current_site(), to_write=to_write)
    except Unreadable as error:
        raise NoDraft from error
    if draft is None:
        raise NoDraft
    return draft


def has_draft() -> bool:
    """Whether a screening is under way here that was not sent yet."""
    try:
        return current_draft().row.status == "open"
    except NoDraft:
        return False


def forget() -> None:
    """Delete the draft of this browser; what was sent or handed over stays with staff."""
    if draft_id := session.get(DRAFT):
        delete_draft(draft_id)
