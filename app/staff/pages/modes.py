"""How a screening was answered: a word and a shape for each way, the same everywhere."""

from typing import Final, NamedTuple

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.draft_state import Mode


class ModeMark(NamedTuple):
    """The sign of a way of answering. `shape`: a path around its middle."""

    shape: str
    word: str


MODES: Final[dict[Mode, ModeMark]] = {  # a drill is nobody's, so it stands in no course
    "self": ModeMark("M-5.5 0A5.5 5.5 0 1 1 5.5 0A5.5 5.5 0 1 1 -5.5 0Z", N_("own device")),
    "device": ModeMark("M-5 -5H5V5H-5Z", N_("device of the center")),
    "phone": ModeMark("M0 -6.5L6 4.5H-6Z", N_("by phone")),
    "paper": ModeMark("M0 -7L7 0L0 7L-7 0Z", N_("on paper")),
    "in_person": ModeMark("M0 6.5L6 -4.5H-6Z", N_("in person")),
}


def mode_marks() -> dict[str, ModeMark]:
    """The signs, with their words in the reader's language."""
    return {mode: mark._replace(word=_(mark.word)) for mode, mark in MODES.items()}
