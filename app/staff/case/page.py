"""The page of one screening: everything about it, in the order in which a coordinator needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _

from app.activity import Activity
from app.intake.arriving.summary import reasons
from app.intake.case.review import Case
from app.intake.case.written import DecisionKind
from app.screening import Level
from app.staff.case.answers import Part, answer_parts, left_out
from app.staff.case.bearing import Bearing, bearing
from app.staff.case.contact import ContactView, contact_view
from app.staff.case.flags import FlagView, Moment, flag_views, in_order
from app.staff.case.history import case_history
from app.staff.case.no_reply import NoReplyView, no_reply_view
from app.staff.case.phrases import Findings
from app.staff.case.profile import ProfileView, profile
from app.staff.case.scores import ScoreGroup, score_groups
from app.staff.case.second_looks import LookView, look_views
from app.staff.case.six_lines import SummaryLine, six_lines
from app.staff.case.track import TrackView, track_view
from app.staff.case.written import (
    TaskView,
    WrittenView,
    attempt_views,
    closure_views,
    decision_views,
    note_views,
    task_views,
)
from app.staff.log.acts import ActivityView
from app.staff.words.levels import LEVELS
from app.staff.words.modes import came
from app.staff.words.reasons import reason_words
from app.staff.words.suspect import suspect_words
from app.staff.words.times import Target, Times


@dataclass(frozen=True)
class Strip:
    """What stays in sight: how pressing, why, since when, and what is safe."""

    reference: str
    came: str
    level: Level
    reasons: tuple[str, ...]
    suspect: str
    held: str | None
    changed: str | None
    again: Target | None
    waiting: str
    since: str
    target: Target | None
    spoken: str
    closed: str
    owner: str | None
    status: str
    contact: ContactView


@dataclass(frozen=True)
class CasePage:
    """What the templates of templates/staff/case draw, each its part."""

    id: str
    edition: int
    strip: Strip
    closed: bool
    drill: bool
    mine: bool
    lines: list[SummaryLine]
    flags: list[FlagView]
    moments: list[Moment]
    profile: ProfileView
    track: TrackView
    bearing: Bearing
    extras: tuple[str, ...]
    scores: list[ScoreGroup]
    other_rules: bool
    scores_doubted: bool
    parts: list[Part]
    left_out: list[str]
    minutes: int
    sent: bool
    consent: tuple[str, str] | None
    notes: list[WrittenView]
    attempts: list[WrittenView]
    no_reply: NoReplyView | None
    tasks: list[TaskView]
    decisions: list[WrittenView]
    closures: list[WrittenView]
    looks: list[LookView]
    history: list[ActivityView]


def case_page(case: Case, log: Sequence[Activity], names: Mapping[str, str], times: Times, *, reader: UUID) -> CasePage:
    """All of it from one reading. `log`: the activity of this screening; `names`: staff by id; `reader`: who reads."""
    found = Findings(case.outcome)
    return CasePage(
        id=case.id,
        edition=case.edition,
        strip=_strip(case, times),
        closed=case.closed_at is not None,
        drill=case.drill,
        mine=case.owner_id == reader,
        lines=six_lines(found, frozenset(case.latest.asked)),
        flags=flag_views(case, times),
        moments=in_order(case, times),
        profile=profile(case.outcome),
        track=track_view(case, times),
        bearing=bearing(found),
        extras=tuple(_(extra.text) for extra in case.outcome.extras),
        scores=score_groups(case),
        other_rules=not case.latest.same_definitions,
        scores_doubted=case.scores_doubted,
        parts=answer_parts(case),
        left_out=left_out(case),
        minutes=max(1, round((case.latest.at - case.latest.started_at) / timedelta(minutes=1))),
        sent=case.sent_at is not None,
        consent=_consent(case, times),
        notes=note_views(case.notes, times),
        attempts=attempt_views(case.attempts, times),
        no_reply=no_reply_view(case),
        tasks=task_views(case.tasks, times),
        decisions=decision_views(case.decisions, case.looks, times),
        closures=closure_views(case.closures, case.looks, times),
        looks=look_views(case.looks, reader),
        history=case_history(log, names, times),
    )


def _strip(case: Case, times: Times) -> Strip:
    changed = _changed(case, times)
    return Strip(
        reference=case.reference,
        came=came(case.latest, times),
        level=case.level,
        reasons=reason_words(reasons(case.outcome, case.events, case.latest.contact), case.by_hand),
        suspect=suspect_words(case.marks) if case.suspect else "",
        held=None if changed else _held(case),
        changed=changed,
        again=times.again(case.follow_up_at) if case.follow_up_at else None,
        waiting=times.ago(case.waiting_since),
        since=times.exact(case.waiting_since),
        target=None if case.reached_at else times.target(case.due_at),
        spoken=times.exact(case.reached_at) if case.reached_at else "",
        closed=_closed(case, times),
        owner=case.owner,
        status=case.status,
        contact=contact_view(case.latest.contact),
    )


def _closed(case: Case, times: Times) -> str:
    """When and by whom; empty while it is open."""
    if case.closed_at is None:
        return ""
    who = case.closures[-1].by if case.closures else "?"
    return _("Closed %(moment)s by %(name)s", moment=times.exact(case.closed_at), name=who)


def _held(case: Case) -> str | None:
    """A changed answer never lowers a level: say so where the answers alone would give another one."""
    if case.level == case.outcome.level:
        return None
    level = _(LEVELS[case.outcome.level].word).lower()
    return _("The answers as they stand now would be %(level)s. An earlier answer holds the level.", level=level)


def _changed(case: Case, times: Times) -> str | None:
    """That the level is a colleague's, and which one it was at first."""
    changes = [entry for entry in case.decisions if entry.content["kind"] == DecisionKind.LEVEL]
    if not changes or changes[-1].content["after"] != case.level:  # or the person's later answers raised it
        return None
    first = Level(changes[0].content["before"])
    who = {"level": _(LEVELS[first].word).lower(), "name": changes[-1].by, "moment": times.exact(changes[-1].at)}
    if first is case.level:
        return _("Was changed and is %(level)s again, last by %(name)s, %(moment)s.", **who)
    return _("Changed from %(level)s, last by %(name)s, %(moment)s.", **who)


def _consent(case: Case, times: Times) -> tuple[str, str] | None:
    if case.consent is None:
        return None
    return str(case.consent["version"]), times.exact(times.read(case.consent["at"]))
