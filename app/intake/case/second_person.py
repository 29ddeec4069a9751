"""An imminent case is never set at rest by one pair of eyes unexplained: not by closing it, not by a lower level.

Whoever is named as the second person is asked. Until they confirm it under their own sign-in, a name is all it is.
"""

from flask_babel import gettext as _

from app.accounts import CLINICAL, StaffUser, of_site
from app.intake.models import Closure, Decision
from app.intake.records import Record


def may_be_second(staff: StaffUser) -> list[StaffUser]:
    """Whom somebody can name: everybody else of the site who works on screenings."""
    others = (user for user in of_site(staff.site_id) if user.id != staff.id)
    return [user for user in others if user.is_active and user.role in CLINICAL]


def second_of(public_id: str, staff: StaffUser) -> StaffUser | None:
    """Who was named on a form; None if nobody was, or nobody can be meant by it."""
    return next((user for user in may_be_second(staff) if user.public_id == public_id), None)


def missing_second(second: StaffUser | None, alone_because: str) -> dict[str, str]:
    """What is missing, by field: a second person, or why there is none."""
    if second or alone_because:
        return {}
    return {"second": _("Name a second person, or say why there is none; it is then reviewed later.")}


def seconds_of(sealed: Record) -> frozenset[str]:
    """Who was ever named as the second person of a screening, by name."""
    contents = [content for table in (Closure, Decision) for _row, content in sealed.all(table)]
    return frozenset(name for content in contents if (name := content.get("second")))
