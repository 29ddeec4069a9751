"""Rows of the queue in words, and those who stopped midway."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.queue.rows import IdleDraft, QueueRow
from app.screening import Level
from app.staff.words.reasons import reason_words
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
    """The rows, in the order the queue gives."""
    return [_row(row, times) for row in rows]


def _row(row: QueueRow, times: Times) -> RowView:
    return RowView(
        id=row.id,
        reference=row.reference,
        alias=row.alias,
        level=row.level,
        reasons=reason_words(row.reasons, row.by_hand),
        waiting=times.ago(row.waiting_since),
        since=times.exact(row.waiting_since),
        since_iso=row.waiting_since.isoformat(timespec="seconds"),
        target=None if row.reached_at else times.target(row.due_at),
        spoken=times.exact(row.reached_at) if row.reached_at else "",
        owner=row.owner,
        tried=row.status == TRIED,
        ways=_ways(row) if row.reachable else (),
        under_way=not row.sent,
        drill=row.drill,
        suspect=suspect_words(row.marks) if row.suspect else "",
        claimable=row.claimable,
        look_again=times.exact(row.follow_up_at) if row.follow_up_at and not row.closed_at else "",
        closed=times.exact(row.closed_at) if row.closed_at else "",
    )


def _ways(row: QueueRow) -> tuple[Way, ...]:
    allowed = {"call": row.call, "text": row.text, "message": row.message}
    return tuple(Way(_(yes if allowed[way] else no), allowed[way]) for way, (yes, no) in WAYS.items())


def draft_views(drafts: Iterable[IdleDraft], times: Times) -> list[DraftView]:
    """Those who stopped midway: the level and the time, which is all that anybody knows."""
    return [DraftView(draft.level, times.ago(draft.since), times.exact(draft.since)) for draft in drafts]
