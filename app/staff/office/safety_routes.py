"""Whether nobody was lost: for the supervisor."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import current_user

from app.extensions import clock, db
from app.intake.week.safety import safety
from app.staff.here import times
from app.staff.office.safety_page import safety_page

DAYS: Final = (1, 7, 28, 84)


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/safety", endpoint="safety")(figures)


def figures() -> Response:
    """The page of one's own site. Reading it is recorded."""
    asked = request.args.get("days", type=int)
    chosen = asked if asked in DAYS else DAYS[1]
    found = safety(current_user, clock.now() - timedelta(days=chosen))
    db.session.commit()
    page = render_template("staff/office/safety.html", page=safety_page(found, times()), periods=DAYS, chosen=chosen)
    return make_response(page)
