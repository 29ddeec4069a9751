"""What somebody wants to see of the queue, read from an address and written into one. What is unknown is left out."""

from flask import request, url_for
from flask_login import current_user

from app.accounts import StaffUser, by_public_id
from app.intake.queue.tabs import Tab, View
from app.screening import Level
from app.staff.forms import whole_number

PAGE_DIGITS = 4


def view_asked_for() -> View:
    """The view that the address of this request names."""
    tab, level = request.args.get("tab", ""), request.args.get("level", "")
    return View(
        tab=Tab(tab) if tab in set(Tab) else Tab.OPEN,
        level=Level(level) if level in set(Level) else None,
        owner=_colleague(request.args.get("owner", "")),
        page=max(number_in_address("page", PAGE_DIGITS), 1),
    )


def address_of(view: View, endpoint: str = "staff.queue") -> str:
    """Where a view is; what is as usual is left out."""
    return url_for(
        endpoint,
        tab=view.tab.value if view.tab is not Tab.OPEN else None,
        level=view.level.value if view.level else None,
        owner=view.owner.public_id if view.owner else None,
        page=view.page if view.page > 1 else None,
    )


def number_in_address(name: str, most_digits: int) -> int:
    """A number that the address of this request names; 0 for anything else."""
    return whole_number(request.args.get(name, ""), most_digits) or 0


def _colleague(public_id: str) -> StaffUser | None:
    found = by_public_id(public_id) if public_id else None
    return found if found and found.site_id == current_user.site_id else None
