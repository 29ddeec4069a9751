"""How a level looks: always a word and a shape, never a colour alone."""

from typing import Final, NamedTuple

from app.screening import Level


class LevelMark(NamedTuple):
    """The sign of a level."""

    shape: str
    word: str


LEVELS: Final = {
    Level.IMMINENT: LevelMark("◆", "Imminent"),
    Level.URGENT: LevelMark("▲", "Urgent"),
    Level.ELEVATED: LevelMark("●", "Elevated"),
    Level.ROUTINE: LevelMark("○", "Routine"),
}
