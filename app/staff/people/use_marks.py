"""What stands below every chart of mood: how long ago use was, in which phase of it, and whether withdrawal showed."""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.screening import Outcome
from app.staff.people.measures import NO_ANSWER

PHASES: Final = {  # how full the sign is, and what it stands for
    "using": (3, N_("Using or drinking most days")),
    "cutting": (2, N_("Cutting down, or in withdrawal")),
    "off_lt4w": (1, N_("Not using, for less than 4 weeks")),
    "off_ge4w": (0, N_("Not using, for 4 weeks or more")),
}
LAST_USE: Final = {
    "today": ("0", N_("today")),
    "d1_3": ("1–3", N_("1 to 3 days before")),
    "d4_7": ("4–7", N_("4 to 7 days before")),
    "d8_30": ("8–30", N_("8 to 30 days before")),
    "over_30d": (">30", N_("more than 30 days before")),
}
NOT_KNOWN: Final = N_("not known")
WITHDRAWAL: Final = "IN_WITHDRAWAL"  # the caveat of screening/definitions/interplay.toml


@dataclass(frozen=True)
class UseMarks:
    """The marks of one screening: short for the picture, and in words. `withdrawal` None: nobody knows."""

    fill: int | None
    phase: str
    days: str
    last_use: str
    withdrawal: bool | None


def use_marks(outcome: Outcome | None, closed_words: str) -> UseMarks:
    """Read them from the answers. `closed_words`: what is said of a screening that cannot be opened."""
    if outcome is None:
        return UseMarks(None, closed_words, "", closed_words, withdrawal=None)
    fill, phase = PHASES.get(str(outcome.answers.get("px_phase_now")), (None, NO_ANSWER))
    days, last_use = LAST_USE.get(str(outcome.answers.get("px_last_use")), ("", NO_ANSWER))
    withdrawal = any(caveat.id == WITHDRAWAL for caveat in outcome.caveats)
    return UseMarks(fill, _(phase), days, _(last_use), withdrawal)


def no_marks() -> UseMarks:
    """Those of a sheet of which only totals are known."""
    return UseMarks(None, _(NOT_KNOWN), "", _(NOT_KNOWN), withdrawal=None)


def phase_words() -> list[tuple[int, str]]:
    """What the signs of the phases stand for, the fullest first."""
    return [(fill, _(word)) for fill, word in PHASES.values()]
