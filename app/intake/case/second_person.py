"""An imminent case is never set at rest by one pair of eyes unexplained: not by closing it, not by a lower level.

Whoever is named as the second person is asked to look again. Until they confirm it under their own sign-in, a name is
all it is. What they find is said in `second_look.py`.
"""

from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser, of_site
from app.extensions import clock, db
from app.intake.models import Closure, Decision, LookKind, Screening, SecondLook
from app.intake.records import Record


def may_be_second(staff: StaffUser) -> list[StaffUser]:
    """Whom somebody can name: everybody else of the site who works on screenings."""
    others = (user for user in of_site(staff.site_id) if user.id != staff.id)
    return [user for user in others if user.is_active and user.works_on_cases]


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


def ask_second_look(row: Screening, kind: LookKind, of_id: UUID, by_id: UUID, asked_id: UUID | None = None) -> None:
    """Put an act on the list of second looks. `of_id`: the row that holds it; `by_id`: who may not be who looks.

    `asked_id`: who was named as the second person, and is asked to confirm it.
    """
    look = SecondLook(screening_id=row.id, site_id=row.site_id, kind=kind, of_id=of_id)
    look.by_id, look.asked_id, look.asked_at = by_id, asked_id, clock.now()
    db.session.add(look)


def takes_any(staff: StaffUser) -> bool:
    """Whether somebody may take any second look of their site, and not only what asks them by name."""
    return staff.role == "supervisor"


def for_staff(staff: StaffUser) -> sa.ColumnElement[bool]:
    """The condition of a second look that is their business."""
    here = SecondLook.site_id == staff.site_id
    return here if takes_any(staff) else here & (SecondLook.asked_id == staff.id)
