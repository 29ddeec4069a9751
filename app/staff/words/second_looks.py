"""Why a second look is due, in words."""

from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.case.second_looks_due import LookDue
from app.intake.case.written import Look

KINDS: Final = {
    "closed_alone": N_("Imminent, and closed by one person"),
    "lowered_alone": N_("Imminent, and given another level by one person"),
    "sample": N_("Drawn by chance from those closed"),
}
NAMED: Final = {  # with a second person, who is to confirm it
    "closed_alone": N_("Imminent, and closed"),
    "lowered_alone": N_("Imminent, and given another level"),
}


def why_due(look: Look | LookDue) -> str:
    """In one line."""
    return _(NAMED[look.kind] if look.asked else KINDS[look.kind])
