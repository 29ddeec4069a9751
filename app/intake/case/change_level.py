"""Changing a level by hand: up or down, with a reason, and never in silence."""

from dataclasses import asdict, dataclass

from flask_babel import gettext as _

from app import alerts
from app.accounts import StaffUser
from app.activity import record
from app.extensions import clock
from app.intake.announce import announce
from app.intake.case.edition import lock_open
from app.intake.case.second_person import ask_second_look, missing_second, second_of
from app.intake.case.written import DecisionKind
from app.intake.draft_state import risk_event
from app.intake.follow_up import set_follow_up
from app.intake.models import Decision, RiskEventRow, Screening
from app.intake.place import queue_rank
from app.intake.records import Record
from app.screening import Level
from app.sites import site_of


@dataclass(frozen=True)
class LevelChange:
    """What the form says. `second` is another staff member's public id; `alone_because` stands in for one."""

    level: str = ""
    text: str = ""
    second: str = ""
    alone_because: str = ""


def change_level(screening_id: str, staff: StaffUser, edition: int, change: LevelChange) -> dict[str, str]:
    """Give a screening another level. Returns what is missing, by field; empty when it was changed.

    Every version of the answers and every risk event stay as they are; the change stands beside them. Answers that come
    later may raise the level again. Raises Conflict, NoSuchScreening.
    """
    row = lock_open(screening_id, staff, edition)
    before = Level(row.level)
    second = second_of(change.second, staff)
    missing = _missing(change, before, second)
    if missing:
        return missing
    sealed, after = Record.open(row), Level(change.level)
    content = _content(change, before, second)
    decision = sealed.add(Decision, content, author_id=staff.id)
    if before is Level.IMMINENT:
        ask_second_look(row, "lowered_alone", decision.id, staff.id, second and second.id)
    move(row, after, sealed)
    if after.rank < before.rank:
        _new_duty(row, sealed, staff, change)
    else:
        sealed.unsay_why()
    set_follow_up(sealed)
    record("screening.level", subject=("screening", row.id), actor=staff, before=before, after=after)
    return {}


def _new_duty(row: Screening, sealed: Record, staff: StaffUser, change: LevelChange) -> None:
    """Whatever was tried before was for a lower level: somebody has to act anew."""
    row.wait_anew()
    sealed.say_why("raised", staff, change.text)
    alerts.raise_alert(row.site_id, row.id, "flagged", row.level, clock.now())


def _missing(change: LevelChange, before: Level, second: StaffUser | None) -> dict[str, str]:
    missing = {}
    if change.level not in set(Level) - {before}:
        missing["level"] = _("Choose another level.")
    if not change.text:
        missing["text"] = _("Say why the level changes.")
    if before is Level.IMMINENT:
        missing |= missing_second(second, change.alone_because)
    return missing


def _content(change: LevelChange, before: Level, second: StaffUser | None) -> dict[str, object]:
    said = {**asdict(change), "second": second.name if second else ""}
    after = said.pop("level")
    review_later = before is Level.IMMINENT and not second
    return {"kind": DecisionKind.LEVEL, "before": before, "after": after, "review_later": review_later, **said}


def move(row: Screening, level: Level, sealed: Record) -> None:
    """Its place in the queue follows, and how pressing its alerts are; other systems are told.

    The target of a level that rises counts from now, or it would be missed before anybody could keep it; that of one
    that falls counts from where the wait began.
    """
    events = [risk_event(content) for _row, content in sealed.all(RiskEventRow)]
    rises = level.rank < Level(row.level).rank
    row.level, row.queue_rank = level, queue_rank(level, events)
    row.due_at = site_of(row.site_id).due(level, clock.now() if rises else row.waiting_since)
    alerts.change_level(row.id, level)
    announce(row, "level_changed")
