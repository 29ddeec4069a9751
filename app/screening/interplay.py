"""How use, mood and stress act on one another: the dual-diagnosis profile. A heuristic for talking, never a diagnosis.

Sources: interplay.toml.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.screening.reading import Reading
from app.screening.rulebook import Pattern, Quadrant, Reason, Remark


@dataclass(frozen=True)
class Suggestion:
    """A track by its id in interplay.toml, the reasons for it, and what is settled before any track."""

    track: str
    reasons: tuple[Reason, ...]
    first: tuple[Remark, ...]


class Decision(Protocol):
    """A rule of an ordered table."""

    @property
    def when(self) -> str:
        """Its condition."""


Row = TypeVar("Row", bound=Decision)


def temporal(reading: Reading) -> Pattern:
    """How low mood and use lie in time: T0 (no low mood) to T4 (not known), the first in the file that holds.

    Source: order of onset and abstinence after PRISM, the idea only; not validated.
    """
    return _first(reading, reading.rules.interplay.temporal)


def quadrant(reading: Reading) -> Quadrant:
    """Which side scores high: I neither, II mood, III use, IV both. Never shown to a person or used to refuse care.

    Source: SAMHSA TIP 42; the cut-offs are this project's.
    """
    return _first(reading, reading.rules.interplay.quadrants)


def suggest(reading: Reading) -> Suggestion:
    """Which care to suggest first: a rule of thumb for staff, who decide; it may never delay or refuse care.

    The track of the first reason that holds, every reason for it that holds as well, and what is settled before it.
    Source: SAMHSA TIP 42 for the quadrants behind it; the order of the reasons is this project's.
    """
    holding = _all(reading, reading.rules.interplay.reasons)
    track = holding[0].leads_to
    reasons = tuple(reason for reason in holding if reason.leads_to == track)
    return Suggestion(track, reasons, _all(reading, reading.rules.interplay.settle_first))


def phase(reading: Reading) -> str | None:
    """The phase of use in which mood was answered, in words; None if not said."""
    return reading.rules.interplay.phases.get(str(reading.answer("px_phase_now")))


def caveats(reading: Reading) -> tuple[Remark, ...]:
    """What to bear in mind beside every mood and anxiety score, in the order of interplay.toml."""
    return _all(reading, reading.rules.interplay.caveats)


def extras(reading: Reading) -> tuple[Remark, ...]:
    """What staff should know besides, in the order of `Rulebook.remarks`; never raises a level."""
    return _all(reading, reading.rules.remarks)


def _first(reading: Reading, rules: Iterable[Row]) -> Row:
    return next(rule for rule in rules if reading.holds(rule.when).holds)


def _all(reading: Reading, rules: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(rule for rule in rules if reading.holds(rule.when).holds)
