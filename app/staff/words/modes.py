"""How a screening was answered, in words and signs: what is said to a person and to a screen is not the same."""

from typing import Final, NamedTuple

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.case.versions import Version
from app.intake.draft_state import Mode
from app.intake.week.figures import BY_THEMSELVES
from app.staff.words.times import Times


class ModeMark(NamedTuple):
    """The sign of a way of answering. `shape`: a path around its middle."""

    shape: str
    word: str


MARKS: Final[dict[Mode, ModeMark]] = {  # a drill is nobody's, so it stands in no course
    "self": ModeMark("M-5.5 0A5.5 5.5 0 1 1 5.5 0A5.5 5.5 0 1 1 -5.5 0Z", N_("own device")),
    "device": ModeMark("M-5 -5H5V5H-5Z", N_("device of the center")),
    "phone": ModeMark("M0 -6.5L6 4.5H-6Z", N_("by phone")),
    "paper": ModeMark("M0 -7L7 0L0 7L-7 0Z", N_("on paper")),
    "in_person": ModeMark("M0 6.5L6 -4.5H-6Z", N_("in person")),
}
BROUGHT: Final = "brought"  # no way of answering: only a total is known
BROUGHT_MARK: Final = ModeMark("M-1.8 -6H1.8V-1.8H6V1.8H1.8V6H-1.8V1.8H-6V-1.8H-1.8Z", N_("a total from paper"))
CAME: Final[dict[Mode, str]] = {
    "self": N_("Answered on their own device"),
    "device": N_("Answered on a device of the center"),
    "phone": N_("Asked by phone, entered by %(name)s"),
    "in_person": N_("Asked in person, entered by %(name)s"),
    "paper": N_("Answered on paper, entered by %(name)s"),
    "drill": N_("Made up for a drill"),
}
ENTERED: Final[dict[Mode, str]] = {  # what staff choose from
    "phone": N_("By phone"),
    "in_person": N_("In person"),
    "paper": N_("From paper"),
}
COUNTED: Final = {  # as the figures of the last weeks tell them apart
    BY_THEMSELVES: N_("By themselves"),
    "phone": N_("Entered by staff, on the phone"),
    "paper": N_("Entered by staff, from paper"),
    "in_person": N_("Entered by staff, in person"),
}


def mode_marks() -> dict[str, ModeMark]:
    """The signs, with their words in the reader's language."""
    return {mode: mark._replace(word=_(mark.word)) for mode, mark in (*MARKS.items(), (BROUGHT, BROUGHT_MARK))}


def came(version: Version, times: Times) -> str:
    """How answers came, in one line; with who entered them, where somebody did, and the day on the sheet, if any."""
    if version.written_on:
        day = times.on(version.written_on)
        return _("Answered on paper on %(day)s, entered by %(name)s", day=day, name=version.entered_by)
    return _(CAME[version.mode]) % {"name": version.entered_by}
