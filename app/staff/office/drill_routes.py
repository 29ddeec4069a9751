"""Drills: let a made-up imminent screening come in, and read what became of each. Nothing clinical is in reach here."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_login import current_user

from app.extensions import db
from app.intake.arriving.drill import drills, start_drill
from app.intake.case.edition import Conflict
from app.staff.here import times
from app.staff.office.drill import drill_views
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/drill")(drill)
    blueprint.post("/drill")(begin_drill)


def drill() -> Response:
    """Start one, and the reports of all there were."""
    return _page(200)


def begin_drill() -> Response:
    """Start one; two at a time would get into each other's way."""
    try:
        start_drill(current_user)
    except Conflict as conflict:
        db.session.rollback()
        return _page(409, str(conflict))
    db.session.commit()
    return see_other(url_for("staff.drill"))


def _page(status: int, conflict: str = "") -> Response:
    page = render_template(
        "staff/office/drill.html", drills=drill_views(drills(current_user), times()), conflict=conflict
    )
    return make_response(page, status)
