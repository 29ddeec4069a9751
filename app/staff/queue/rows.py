"""Rows of the queue in words, and those who stopped midway."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.queue.rows import IdleDraft, QueueRow
from app.screening import Level
from app.staff.words.reasons import reason_word, reason_words
from app.staff.words.suspect import suspect_words
from app.staff.words.times import Target, Times

TRIED = "attempted"
WAYS = {
    "call": (N_("call"), N_("no call")),
    "text": (N_("text"), N_("no text")),
    "message": (N_("message"), N_("no message")),
}


@dataclass(frozen=True)
class Way:
    """One way to reach somebody, and whether they agreed to it."""

    word: str
    allowed: bool


WayWords = Mapping[str, Mapping[bool, Way]]


@dataclass(frozen=True)
class RowView:
    """One row of the queue."""

    id: str
    reference: str
    alias: str
    level: Level
    reasons: tuple[str, ...]
    waiting: str
    since: str
    since_iso: str
    target: Target | None
    spoken: str
    owner: str | None
    tried: bool
    ways: tuple[Way, ...]
    under_way: bool
    drill: bool
    suspect: str
    claimable: bool
    look_again: str
    closed: str


@dataclass(frozen=True)
class DraftView:
    """Somebody who stopped midway."""

    level: Level
    ago: str
    since: str


def row_views(rows: Iterable[QueueRow], times: Times) -> list[RowView]:
    """The rows, in the order the queue gives. What many of them say is looked up once."""
    reason, ways = cache(reason_word), _way_words()
    return [_row(row, times, reason, ways) for row in rows]


def _row(row: QueueRow, times: Times, reason: Callable[[str], str], ways: WayWords) -> RowView:
    return RowView(
        id=row.id,
        reference=row.reference,
        alias=row.alias,
        level=row.level,
        reasons=reason_words(row.reasons, row.by_hand, reason),
        waiting=times.ago(row.waiting_since),
        since=times.exact(row.waiting_since),
        since_iso=row.waiting_since.isoformat(timespec="seconds"),
        target=None if row.reached_at else times.target(row.due_at),
        spoken=times.exact(row.reached_at) if row.reached_at else "",
        owner=row.owner,
        tried=row.status == TRIED,
        ways=_ways(row, ways) if row.reachable else (),
        under_way=not row.sent,
        drill=row.drill,
        suspect=suspect_words(row.marks) if row.suspect else "",
        claimable=row.claimable,
        look_again=times.exact(row.follow_up_at) if row.follow_up_at and not row.closed_at else "",
        closed=times.exact(row.closed_at) if row.closed_at else "",
    )


def _way_words() -> WayWords:
    return {way: {True: Way(_(yes), allowed=True), False: Way(_(no), allowed=False)} for way, (yes, no) in WAYS.items()}


def _ways(row: QueueRow, words: WayWords) -> tuple[Way, ...]:
    return words["call"][row.call], words["text"][row.text], words["message"][row.message]


def draft_views(drafts: Iterable[IdleDraft], times: Times) -> list[DraftView]:
    """Those who stopped midway: the level and the time, which is all that anybody knows."""
    return [DraftView(draft.level, times.ago(draft.since), times.exact(draft.since)) for draft in drafts]
