"""Which care to suggest first, and why. A rule of thumb for staff, who decide; it may never delay or refuse care.

Sources: interplay.toml.
"""

from dataclasses import dataclass

from app.screening.reading import Reading
from app.screening.rulebook import Reason, Remark


@dataclass(frozen=True)
class Suggestion:
    """A track by its id in interplay.toml, the reasons for it, and what is settled before any track."""

    track: str
    reasons: tuple[Reason, ...]
    first: tuple[Remark, ...]


def suggest(reading: Reading) -> Suggestion:
    """The track of the first reason that holds, every reason for it that holds as well, and what is settled before it.

    Source: SAMHSA TIP 42 for the quadrants behind it; the order of the reasons is this project's.
    """
    rules = reading.rules.interplay
    holding = [reason for reason in rules.reasons if reading.holds(reason.when).holds]
    track = holding[0].leads_to
    first = tuple(remark for remark in rules.settle_first if reading.holds(remark.when).holds)
    return Suggestion(track, tuple(reason for reason in holding if reason.leads_to == track), first)
