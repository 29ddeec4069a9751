"""The activity log, for those who watch over it: who, when, what; never about whom in words."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from app import activity
from app.accounts import actor_names, of_site
from app.activity.export import TooMany, rows_since, signed_file
from app.extensions import N_, begin_immediate, clock, db
from app.sites import DEFAULT
from app.staff.here import times
from app.staff.log.acts import activity_views
from app.staff.queue.address import number_in_address
from app.web.attachment import attachment

SHOWN = 200
ROW_DIGITS = 15
HOW_FAR_BACK: Final = {"7": N_("A week"), "31": N_("A month"), "92": N_("Three months"), "366": N_("A year")}


def register(blueprint: Blueprint) -> None:
    blueprint.get("/activity", endpoint="activity")(latest_activity)
    blueprint.post("/activity/export", endpoint="export_activity")(export)


def latest_activity() -> Response:
    """The newest rows of one's own site, or those before the row in the address. Reading the log is recorded in it."""
    return _page(200)


def export() -> Response:
    """The rows of one's own site as a signed file. Taking it is recorded first, and is the last row in it."""
    days = request.form.get("days", "")
    if days not in HOW_FAR_BACK:
        return _page(422, _("Choose how far back."))
    activity.record("activity.exported", subject=("activity", "latest"), actor=current_user, days=int(days))
    since = clock.now() - timedelta(days=int(days))
    try:
        rows = rows_since(since, _own())
    except TooMany:
        db.session.rollback()
        return _page(422, _("That is more than one file holds. Choose a shorter time."))
    about = {"site": current_user.site_id, "since": since.isoformat(), "by": current_user.name}
    file = signed_file(rows, actor_names(rows), about)
    db.session.commit()
    return attachment(file, "application/zip", f"activity-{times().today.isoformat()}.zip")


def _page(status: int, error: str = "") -> Response:
    before = number_in_address("before", ROW_DIGITS)
    begin_immediate()
    activity.record("activity.read", subject=("activity", "latest"), actor=current_user)
    found = activity.latest(SHOWN + 1, _own(), before=before)
    entries = activity_views(found[:SHOWN], actor_names(found), times())
    db.session.commit()
    page = render_template(
        "staff/office/activity.html",
        entries=entries,
        shown=SHOWN,
        before=before,
        older=entries[-1].number if len(found) > SHOWN else None,
        how_far_back=[(days, _(words)) for days, words in HOW_FAR_BACK.items()],
        errors={"days": error} if error else {},
    )
    return make_response(page, status)


def _own() -> sa.ColumnElement[bool]:
    """The default site looks after the house, so it reads what happened at none."""
    site_id = current_user.site_id
    staff = (user.id for user in of_site(site_id))
    return activity.at_site(site_id, staff, house=site_id == DEFAULT)
