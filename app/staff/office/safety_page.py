"""View-model of the figures of safety: each step in words and lengths, and whom nobody has assessed."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.intake.week.safety import Safety, Span, Unassessed
from app.screening import Level
from app.staff.words.times import Target, Times


@dataclass(frozen=True)
class Step:
    """One step of the way. Empty texts where it happened for nobody."""

    name: str
    words: str
    happened: int
    pending: int
    median: str
    longest: str


@dataclass(frozen=True)
class Lost:
    """Somebody with whom nobody has spoken."""

    id: str
    reference: str
    level: Level
    since: str
    target: Target
    late: bool


@dataclass(frozen=True)
class SafetyPage:
    """Everything on the page."""

    since: str
    positives: int
    spoken: int
    late: int
    steps: tuple[Step, ...]
    lost: tuple[Lost, ...]


def safety_page(found: Safety, times: Times) -> SafetyPage:
    """The figures in words."""
    return SafetyPage(
        since=times.exact(found.since),
        positives=found.positives,
        spoken=found.spoken,
        late=sum(one.late for one in found.unassessed),
        steps=(
            _step("alert", _("From the answer to the alert"), found.to_alert, times),
            _step("told", _("From the alert until a message reached somebody"), found.to_told, times),
            _step("seen", _("From the alert until somebody opened it"), found.to_seen, times),
            _step("contact", _("From opening it until somebody spoke with the person"), found.to_contact, times),
        ),
        lost=tuple(_lost(one, times) for one in found.unassessed),
    )


def _step(name: str, words: str, span: Span, times: Times) -> Step:
    middle = times.length(span.median) if span.median is not None else ""
    longest = times.length(span.longest) if span.longest is not None else ""
    return Step(name, words, span.happened, span.pending, middle, longest)


def _lost(one: Unassessed, times: Times) -> Lost:
    target = Target(_("closed without it"), over=True) if one.closed else times.target(one.due_at)
    return Lost(one.screening_id, one.reference, one.level, times.exact(one.since), target, one.late)
