"""How a level looks: always a word and a shape, never a colour alone."""

from typing import Final, NamedTuple

from flask_babel import gettext as _

from app.extensions import N_
from app.screening import Level


class LevelMark(NamedTuple):
    """The sign of a level."""

    shape: str
    word: str


LEVELS: Final = {
    Level.IMMINENT: LevelMark("◆", N_("Imminent")),
    Level.URGENT: LevelMark("▲", N_("Urgent")),
    Level.ELEVATED: LevelMark("●", N_("Elevated")),
    Level.ROUTINE: LevelMark("○", N_("Routine")),
}


def level_marks() -> dict[Level, LevelMark]:
    """The signs, with their words in the reader's language."""
    return {level: mark._replace(word=_(mark.word)) for level, mark in LEVELS.items()}
