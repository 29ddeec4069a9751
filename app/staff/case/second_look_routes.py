"""The second look: the list of what waits for it, the sample, and what it found."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_login import current_user

from app.extensions import db
from app.intake.case.edition import Conflict
from app.intake.case.second_look import look_again
from app.intake.case.second_looks_due import SAMPLE, draw_sample, drawn_this_week, looks_due
from app.intake.case.second_person import takes_any
from app.staff.case.act import act
from app.staff.case.forms import LookForm
from app.staff.case.second_looks import due_views
from app.staff.here import times
from app.staff.several_forms import Missing
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/reviews")(reviews)
    blueprint.post("/reviews/draw", endpoint="draw_sample")(post_draw)
    blueprint.post("/screenings/<screening_id>/reviews/<uuid:look_id>", endpoint="look_again")(post_look)


def reviews() -> Response:
    """What waits for the reader's second look. Reading it is recorded."""
    return _list()


def post_draw() -> Response:
    """Put a sample of what was closed lately on the list, once a week."""
    try:
        draw_sample(current_user)
    except Conflict as conflict:
        db.session.rollback()
        return _list(409, str(conflict))
    db.session.commit()
    return see_other(url_for("staff.reviews"))


def post_look(screening_id: str, look_id: UUID) -> Response:
    """Say what a second look found, and go back to the list: an alert that was raised waits for whoever goes on."""
    form = LookForm()

    def do() -> Missing:
        return look_again(screening_id, current_user, form.read_edition(), look_id, form.verdict_said())

    return act(screening_id, form, f"look-{look_id}", do, then=url_for("staff.reviews"))


def _list(status: int = 200, conflict: str = "") -> Response:
    rows = due_views(looks_due(current_user), times())
    drawn = drawn_this_week(current_user)
    db.session.commit()
    page = render_template(
        "staff/case/second_looks.html",
        rows=rows,
        drawn=drawn,
        sample=SAMPLE,
        conflict=conflict,
        takes_any=takes_any(current_user),
    )
    return make_response(page, status)
