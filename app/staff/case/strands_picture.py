"""A small picture of the three strands: which began first, what happened without use, how strong each is now.

Plain coordinates in a box of 360 by 168; the template draws them with the strands' own colours and patterns. Everything
in the picture also stands beside it in words.
"""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.staff.case.phrases import Findings

LANES: Final = {"use": 44, "mood": 94, "stress": 144}
RISE: Final = 9  # one step of strength
FIRST, SECOND, TOGETHER, RECENT = 62, 122, 92, 262
AWAY: Final = (172, 232)  # four weeks or more without use
NOW: Final = 320
USUAL: Final = 2
UNKNOWN: Final = N_("Which began first is not known.")


@dataclass(frozen=True)
class Line:
    """One strand as an SVG path, where it begins, where it ends, and whether its beginning is known."""

    key: str
    path: str
    begins: tuple[int, int]
    ends: tuple[int, int]
    known: bool


@dataclass(frozen=True)
class Picture:
    """Three lines, and whether there was a time without use."""

    lines: tuple[Line, ...]
    away: bool
    words: str

    @property
    def guessed(self) -> bool:
        """Whether use or mood has no known beginning; stress is asked about the past two weeks only."""
        return any(not line.known for line in self.lines if line.key != "stress")


def picture(found: Findings, use: int | None, mood: int | None, stress: int | None) -> Picture:
    """Draw what the answers say; what they do not say begins where stress does: in the past two weeks."""
    away = found.holds("px_abstinent_4w == 'yes'")
    use_at, mood_at = _beginnings(found)
    lines = (
        _line("use", use_at, use, 0 if away else None),
        _line("mood", mood_at, mood, _mood_away(found) if away else None),
        _line("stress", None, stress, None),
    )
    return Picture(tuple(line for line in lines if line), away, _words(found))


def _beginnings(found: Findings) -> tuple[int | None, int | None]:
    """Where use and mood begin, from left to right; None: not known."""
    if found.holds("mood_before"):
        return SECOND, FIRST
    if found.holds("px_onset == 'use_first'"):
        return FIRST, SECOND
    if found.holds("px_onset == 'same_time'"):
        return TOGETHER, TOGETHER
    return None, None


def _mood_away(found: Findings) -> int | None:
    """How low mood was without use; None: not said."""
    for answer, strength in (("better", 1), ("same", USUAL), ("worse", 3)):
        if found.holds(f"px_mood_abstinent == '{answer}'"):
            return strength
    return None


def _line(key: str, begins: int | None, strength: int | None, away: int | None) -> Line | None:
    if strength is None:
        return None
    base, x = LANES[key], RECENT if begins is None else begins
    start = (x, base)
    steps = [f"M{x} {base}"]
    if begins is not None:
        steps += _rise(x + 24, base - USUAL * RISE)
        if away is not None:
            steps += _rise(AWAY[0], base - away * RISE, AWAY[1])
            steps += _rise(AWAY[1] + 24, base - USUAL * RISE)
    end = (NOW, base - strength * RISE)
    return Line(key, " ".join([*steps, *_rise(*end)]), start, end, begins is not None)


def _rise(x: int, y: int, until: int | None = None) -> list[str]:
    """A soft step to a height, and along it."""
    return [f"S{x - 12} {y} {x} {y}", *([f"H{until}"] if until else [])]


def _words(found: Findings) -> str:
    order = {
        "mood_before": N_("Mood began before use."),
        "px_onset == 'use_first'": N_("Use began before low mood."),
        "px_onset == 'same_time'": N_("Use and low mood began around the same time."),
    }
    known = (words for condition, words in order.items() if found.holds(condition))
    return _(next(known, UNKNOWN))
