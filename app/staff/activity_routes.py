"""The activity log, for those who watch over it: who, when, what; never about whom in words."""

from collections.abc import Sequence

from flask import Blueprint, render_template
from flask_login import current_user

from app import activity
from app.accounts import names_of
from app.activity import Activity
from app.extensions import begin_immediate, db
from app.staff.layout import times
from app.staff.pages.history import activity_views

SHOWN = 200


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/activity", endpoint="activity")(latest_activity)


def latest_activity() -> str:
    """The newest rows. Reading the log is recorded in the log."""
    begin_immediate()
    activity.record("activity.read", subject=("activity", "latest"), actor=current_user)
    rows = activity.latest(SHOWN)
    entries = activity_views(rows, _names(rows), times())
    db.session.commit()
    return render_template("staff/activity.html", entries=entries, shown=SHOWN)


def _names(rows: Sequence[Activity]) -> dict[str, str]:
    return {str(user_id): name for user_id, name in names_of({row.actor_id for row in rows if row.actor_id}).items()}
