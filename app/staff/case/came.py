"""How answers came: what somebody says to a person, and what they say to a screen, is not the same."""

from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.case.versions import Version
from app.intake.draft_state import Mode
from app.staff.pages.times import Times

CAME: Final[dict[Mode, str]] = {
    "self": N_("Answered on their own device"),
    "device": N_("Answered on a device of the center"),
    "phone": N_("Asked by phone, entered by %(name)s"),
    "in_person": N_("Asked in person, entered by %(name)s"),
    "paper": N_("Answered on paper, entered by %(name)s"),
    "drill": N_("Made up for a drill"),
}


def came(version: Version, times: Times) -> str:
    """In one line; with who entered it, where somebody did, and the day on the sheet, where there is one."""
    if version.written_on:
        day = times.on(version.written_on)
        return _("Answered on paper on %(day)s, entered by %(name)s", day=day, name=version.entered_by)
    return _(CAME[version.mode]) % {"name": version.entered_by}
