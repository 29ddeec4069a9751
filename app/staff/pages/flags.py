"""Risk flags with their answers and their history, and everything that happened in order."""

from dataclasses import dataclass
from datetime import datetime

from app.crisis.messages import KINDS, message
from app.intake.draft_state import RiskEvent, Shown
from app.intake.review import Case
from app.screening import Flag, Level, rulebook
from app.staff.pages.evidence import Evidence, evidence
from app.staff.pages.times import Times

MOMENT_WORDS = {
    "raised": "Flag raised",
    "changed": "The answer was changed, no longer",
    "superseded": "Later answers said more, so no longer",
}
KIND_WORDS = {
    "raised": "raised",
    "changed": "the answer was changed",
    "superseded": "later answers said more",
}
HANDED_OVER = {"call": "Asked for a call; the answers so far were handed over", "sent": "Sent"}


@dataclass(frozen=True)
class FlagView:
    """One flag. `standing`: it holds for the answers as they are now."""

    id: str
    level: Level
    reason: str
    source: str
    evidence: tuple[Evidence, ...]
    history: str
    standing: bool


@dataclass(frozen=True)
class Moment:
    """One thing that happened while the person answered."""

    when: str
    what: str
    level: Level | None = None
    shown: tuple[str, ...] = ()


def flag_views(case: Case, times: Times) -> list[FlagView]:
    """Flags that hold, most pressing first, then those that held before later answers."""
    standing = {flag.id for flag in case.outcome.flags}
    earlier = {event.flag: event for event in case.events if event.flag not in standing}
    gone = sorted(earlier.values(), key=lambda event: event.level.rank)
    return [
        *(_flag(flag.id, flag, case, times) for flag in case.outcome.flags),
        *(_flag(event.flag, event, case, times) for event in gone),
    ]


def _flag(flag_id: str, raised: Flag | RiskEvent, case: Case, times: Times) -> FlagView:
    rule = rulebook().by_id.get(flag_id)  # an event may be older than the rules in force
    return FlagView(
        id=flag_id,
        level=raised.level,
        reason=raised.reason,
        source=rule.source if rule else "a rule that is no longer in force",
        evidence=evidence(raised.because, case.outcome),
        history=_history([event for event in case.events if event.flag == flag_id], times),
        standing=isinstance(raised, Flag),
    )


def _history(events: list[RiskEvent], times: Times) -> str:
    oldest_first = sorted(events, key=lambda event: event.at)
    return ", ".join(f"{KIND_WORDS[event.kind]} {times.clock(event.at)}" for event in oldest_first)


def in_order(case: Case, times: Times) -> list[Moment]:
    """Begun, flags raised and changed, help shown, handed over: oldest first."""
    moments = [(case.latest.started_at, Moment(times.exact(case.latest.started_at), "Began"))]
    moments += [(event.at, _event(event, times)) for event in case.events]
    moments += [(shown.at, _shown(shown, times)) for shown in case.latest.shown]
    moments += [(version.at, Moment(times.exact(version.at), HANDED_OVER[version.kind])) for version in case.versions]
    return [moment for _, moment in sorted(moments, key=_time)]


def _time(entry: tuple[datetime, Moment]) -> datetime:
    return entry[0]


def _event(event: RiskEvent, times: Times) -> Moment:
    what = f"{MOMENT_WORDS[event.kind]}: {event.reason}"
    return Moment(times.exact(event.at), what, event.level)


def _shown(shown: Shown, times: Times) -> Moment:
    headings = tuple(message(kind).heading for kind in KINDS if kind in shown.tells)
    return Moment(times.exact(shown.at), "The person was shown", shown=headings)
