"""Which entry is under way in one's own session, and in which language one speaks with the person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from flask import session
from flask_login import current_user

from app import sessions
from app.intake.arriving import entering
from app.intake.arriving.drafts import OpenDraft, open_draft
from app.intake.draft_state import Mode
from app.settings import current_settings, whole_minutes
from app.sites import site_of
from app.vault import Unreadable

ENTRY: Final = "entry"


class NoEntry(Exception):
    """Nothing is being entered in this session: never begun, deleted, or lost with an earlier session."""


@dataclass(frozen=True)
class Entry:
    """What is being entered. `language`: the one that is spoken with the person, or that the paper is in."""

    draft: OpenDraft
    language: str


def begin(mode: Mode, language: str, written_on: date | None) -> None:
    """Begin a new one; one that is under way and not sent is deleted."""
    drop()
    site = site_of(current_user.site_id)
    draft = entering.begin_entry(current_user, site, sessions.token(), mode, written_on)
    session[ENTRY] = {"draft": draft.row.id, "language": language}


def current(*, to_write: bool = False) -> Entry:
    """The one under way, or sent last. Raises NoEntry."""
    kept = session.get(ENTRY)
    if kept is None:
        raise NoEntry
    try:
        draft = open_draft(kept["draft"], sessions.token(), to_write=to_write)
    except Unreadable as error:
        raise NoEntry from error
    if draft is None:
        raise NoEntry
    return Entry(draft, kept["language"])


def idle_minutes() -> int:
    """After how long a pause the session is over, and the entry lost with it."""
    return whole_minutes(current_settings().staff_idle)


def under_way() -> Entry | None:
    """The one that is begun and not sent."""
    try:
        entry = current()
    except NoEntry:
        return None
    return None if entry.draft.is_sent else entry


def take_along(before: bytes) -> None:
    """The session has a new token: let it open the entry under way, which opened with the one before."""
    kept = session.get(ENTRY)
    draft = open_draft(kept["draft"], before, to_write=True) if kept else None
    if draft:
        draft.begin_visit(sessions.token())


@contextmanager
def carried(user_id: UUID) -> Iterator[None]:
    """A new session begins inside: what the same member of staff has under way goes on in it."""
    kept = session.get(ENTRY) if sessions.current().user_id == user_id else None
    before = sessions.token() if kept else b""
    yield
    if kept:
        session[ENTRY] = kept
        take_along(before)


def drop() -> None:
    """Delete the one under way, if there is one."""
    if entry := under_way():
        entering.drop_entry(entry.draft, current_user)
    session.pop(ENTRY, None)
