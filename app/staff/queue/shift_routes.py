"""The shift hand-over: one page to read aloud or to print."""

from flask import Blueprint, render_template
from flask_login import current_user

from app import activity
from app.extensions import begin_immediate, db
from app.intake.queue.shift import MOST_ROWS, pressing_cases
from app.staff.here import times
from app.staff.queue.shift import shift_views


def register(blueprint: Blueprint) -> None:
    blueprint.get("/shift")(shift)


def shift() -> str:
    """Everybody pressing who is still open, and who asks for a person on a device. Reading it is recorded."""
    rows = shift_views(pressing_cases(current_user), times())
    begin_immediate()
    activity.record("shift.read", subject=("site", current_user.site_id), actor=current_user, rows=len(rows))
    db.session.commit()
    return render_template("staff/queue/shift.html", rows=rows, cut_at=MOST_ROWS if len(rows) == MOST_ROWS else None)
