"""How staff are told that something waits: who and by which way, what became of each message, and a way to try it."""

from flask import Blueprint, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.alerts.ladder import ladder_of
from app.alerts.log import latest_deliveries
from app.alerts.subscribers import standing_of
from app.alerts.trial import send_trial
from app.extensions import db
from app.staff.here import own_site, times
from app.staff.office.alerts import channel_views, delivery_views, ladder_views
from app.staff.office.told_systems import system_views
from app.web import see_other

SHOWN = 100


def register(blueprint: Blueprint) -> None:
    blueprint.get("/alerts", endpoint="alerts")(show)
    blueprint.post("/alerts", endpoint="try_alerts")(try_it)


def show() -> str:
    """The ways out, the ladder of one's own site, the other systems that are told, and the newest messages."""
    site = own_site()
    return render_template(
        "staff/office/alerts.html",
        channels=channel_views(),
        ladder=ladder_views(ladder_of(site), site, times()),
        systems=system_views(standing_of(site.id), times()),
        deliveries=delivery_views(latest_deliveries(current_user.site_id, SHOWN), times()),
        shown=SHOWN,
    )


def try_it() -> Response:
    """Send everybody on the ladder a message that asks for nothing."""
    send_trial(own_site(), current_user)
    db.session.commit()
    return see_other(url_for("staff.alerts"))
