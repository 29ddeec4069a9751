"""Sending a screening to the system of whoever may have it: ordering and stopping it, and what is under way."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_login import current_user

from app.extensions import db
from app.handoff.disclose import Refused
from app.handoff.push.order import order, stop
from app.handoff.push.under_way import count_under_way, read_sendings
from app.staff.forms import StaffForm
from app.staff.handoff.copy_routes import refused
from app.staff.handoff.handoff_forms import ConsentForm
from app.staff.handoff.handoff_page import show
from app.staff.handoff.sending_page import sending_view
from app.staff.here import times
from app.staff.several_forms import act

SHOWN = 50


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    one = "/screenings/<screening_id>/sending"
    blueprint.post(one, endpoint="send_record")(post_order)
    blueprint.post(f"{one}/<uuid:push_id>/stop", endpoint="stop_sending")(post_stop)
    blueprint.get("/sending", endpoint="sending")(sending)


def sending() -> Response:
    """What waits longest at one's site, and the newest of what is over. Reading it is recorded."""
    found, under_way = read_sendings(current_user, SHOWN), count_under_way(current_user.site_id)
    db.session.commit()
    views = [sending_view(one, times()) for one in found]
    seen = {"sendings": views, "shown": SHOWN, "not_shown": max(0, under_way - SHOWN)}
    return make_response(render_template("staff/handoff/sendings.html", **seen))


def post_order(screening_id: str) -> Response:
    """Send it under a consent that is in force."""
    form = ConsentForm()

    def do() -> None:
        order(screening_id, current_user, form.consent_id())

    try:
        return act(show, screening_id, "send", form, do, _sendings_of(screening_id))
    except Refused as why:
        return refused(screening_id, form, "send", why)


def post_stop(screening_id: str, push_id: UUID) -> Response:
    """Do not try again."""

    def do() -> None:
        stop(screening_id, current_user, push_id)

    return act(show, screening_id, "stop", StaffForm(), do, _sendings_of(screening_id))


def _sendings_of(screening_id: str) -> str:
    return url_for("staff.handoff", screening_id=screening_id, _anchor="sending")
