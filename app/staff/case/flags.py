"""Risk flags with their answers and their history, and everything that happened in order."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.crisis.messages import KINDS, message
from app.extensions import N_
from app.intake.case.review import Case
from app.intake.case.versions import Version
from app.intake.draft_state import RiskEvent, Shown
from app.screening import Flag, Level, rulebook
from app.staff.case.evidence import Evidence, evidence
from app.staff.words.times import Times

MOMENT_WORDS = {
    "raised": N_("Flag raised: %(reason)s"),
    "changed": N_("The answer was changed, no longer: %(reason)s"),
    "superseded": N_("Later answers said more, so no longer: %(reason)s"),
}
KIND_WORDS = {
    "raised": N_("raised %(clock)s"),
    "changed": N_("the answer was changed %(clock)s"),
    "superseded": N_("later answers said more %(clock)s"),
}
HANDED_OVER = {"call": N_("Asked for a call; the answers so far were handed over"), "sent": N_("Sent")}


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
        reason=_(raised.reason),
        source=_(rule.source) if rule else _("a rule that is no longer in force"),
        evidence=evidence(raised.because, case.outcome),
        history=_history([event for event in case.events if event.flag == flag_id], times),
        standing=isinstance(raised, Flag),
    )


def _history(events: list[RiskEvent], times: Times) -> str:
    oldest_first = sorted(events, key=lambda event: event.at)
    return ", ".join(_(KIND_WORDS[event.kind], clock=times.exact(event.at)) for event in oldest_first)


def in_order(case: Case, times: Times) -> list[Moment]:
    """Begun, flags raised and changed, help shown, handed over: oldest first."""
    moments = [(case.latest.started_at, Moment(times.exact(case.latest.started_at), _("Began")))]
    moments += [(event.at, _event(event, times)) for event in case.events]
    moments += [(shown.at, _shown(shown, times)) for shown in case.latest.shown]
    moments += [(version.at, _handed_over(version, times)) for version in case.versions]
    return [moment for at, moment in sorted(moments, key=_time)]


def _time(entry: tuple[datetime, Moment]) -> datetime:
    return entry[0]


def _event(event: RiskEvent, times: Times) -> Moment:
    what = _(MOMENT_WORDS[event.kind], reason=_(event.reason))
    return Moment(times.exact(event.at), what, event.level)


def _shown(shown: Shown, times: Times) -> Moment:
    headings = tuple(_(message(kind).heading) for kind in KINDS if kind in shown.tells)
    return Moment(times.exact(shown.at), _("The person was shown"), shown=headings)


def _handed_over(version: Version, times: Times) -> Moment:
    return Moment(times.exact(version.at), _(HANDED_OVER[version.kind]))
