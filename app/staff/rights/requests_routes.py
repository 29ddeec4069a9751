"""What people ask about their own records and nobody has answered yet."""

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import db
from app.retention.requests import MOST_LISTED, read_waiting
from app.staff.here import times
from app.staff.rights.keeping_page import WISHES


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/requests", endpoint="requests")(waiting)


def waiting() -> Response:
    """The list of one's own site, what is due first on top. Reading it is recorded."""
    found = read_waiting(current_user)
    db.session.commit()
    rows = [(one, _(WISHES[one.kind]), times().exact(one.at), times().target(one.due_at)) for one in found]
    page = render_template(
        "staff/rights/requests.html", rows=rows, most=MOST_LISTED, deleted=request.args.get("deleted") == "yes"
    )
    return make_response(page)
