"""The activity log, for those who watch over it: who, when, what; never about whom in words."""

import sqlalchemy as sa
from flask import Blueprint, render_template
from flask_login import current_user

from app import activity
from app.accounts import actor_names, of_site
from app.extensions import begin_immediate, db
from app.sites import DEFAULT
from app.staff.here import times
from app.staff.log.acts import activity_views
from app.staff.queue.address import number_in_address

SHOWN = 200
ROW_DIGITS = 15


def register(blueprint: Blueprint) -> None:
    blueprint.get("/activity", endpoint="activity")(latest_activity)


def latest_activity() -> str:
    """The newest rows of one's own site, or those before the row in the address. Reading the log is recorded in it."""
    before = number_in_address("before", ROW_DIGITS)
    begin_immediate()
    activity.record("activity.read", subject=("activity", "latest"), actor=current_user)
    found = activity.latest(SHOWN + 1, _own(), before=before)
    entries = activity_views(found[:SHOWN], actor_names(found), times())
    db.session.commit()
    older = entries[-1].number if len(found) > SHOWN else None
    return render_template("staff/office/activity.html", entries=entries, shown=SHOWN, before=before, older=older)


def _own() -> sa.ColumnElement[bool]:
    """The default site looks after the house, so it reads what happened at none."""
    site_id = current_user.site_id
    staff = (user.id for user in of_site(site_id))
    return activity.at_site(site_id, staff, house=site_id == DEFAULT)
