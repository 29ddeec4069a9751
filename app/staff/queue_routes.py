"""The queue: who is called first."""

from flask import Blueprint, render_template
from flask_login import current_user

from app import activity, alerts
from app.extensions import begin_immediate, db
from app.intake.queue import MOST_ROWS, idle_drafts, open_cases
from app.staff.layout import times
from app.staff.pages.queue import draft_views, row_views


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/queue")(queue)


def queue() -> str:
    """Open screenings of one's own site, most pressing first, and the level of those who stopped midway."""
    now = times()
    rows = row_views(open_cases(current_user), now)
    drafts = draft_views(idle_drafts(current_user), now)
    unseen = alerts.unseen_count(current_user.site_id)
    _record_reading(len(rows))
    return render_template(
        "staff/queue.html",
        rows=rows,
        drafts=drafts,
        unseen=unseen,
        cut_at=MOST_ROWS if len(rows) == MOST_ROWS else None,
    )


def _record_reading(count: int) -> None:
    """In a writing transaction of its own, so that opening two hundred seals does not hold the lock."""
    begin_immediate()
    activity.record("queue.read", subject=("site", current_user.site_id), actor=current_user, rows=count)
    db.session.commit()
