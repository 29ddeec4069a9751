"""Lending a device, and seeing when it comes back or when somebody should go there."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_login import current_user

from app import sessions
from app.extensions import db
from app.intake.arriving import devices
from app.settings import current_settings, whole_minutes
from app.staff.shown_once import DEVICE_NUMBER, keep, take
from app.staff.ways_in.devices import mark_of
from app.staff.ways_in.forms import DeviceForm
from app.web import see_other
from app.web.shared_device import RESTING_PAGE


def register(blueprint: Blueprint) -> None:
    blueprint.get("/hand-over", endpoint="hand_over")(list_devices)
    blueprint.post("/hand-over")(make_number)
    blueprint.get("/hand-over/mark")(devices_mark)
    blueprint.post("/hand-over/<visit_id>/there")(went_there)


def list_devices() -> Response:
    """Which device? And those that are lent."""
    return _page(200, {}, {})


def make_number() -> Response:
    """Make a number. It waits in one's own session and is shown on the next page, once."""
    form = DeviceForm()
    if not form.validate():
        return _page(422, {"label": form.said("label")}, form.problems())
    number = devices.make_number(form.said("label"), current_user)
    db.session.commit()
    keep(DEVICE_NUMBER, label=form.said("label"), number=number)
    return see_other(url_for("staff.hand_over"))


def devices_mark() -> Response:
    """Whether there is something new to look at. Asked for by the page, so it keeps nobody signed in."""
    sessions.current().counts_as_activity = False
    return Response(mark_of(devices.visits_of(current_user.site_id)), mimetype="text/plain")


def went_there(visit_id: str) -> Response:
    """Somebody asked for a person, and one's own self has gone there."""
    devices.went_there(visit_id, current_user)
    db.session.commit()
    return see_other(url_for("staff.queue"))


def _page(status: int, values: dict[str, str], errors: dict[str, str]) -> Response:
    chosen = current_settings()
    page = render_template(
        "staff/ways_in/device.html",
        values=values,
        errors=errors,
        made=take(DEVICE_NUMBER),
        idle_minutes=whole_minutes(chosen.kiosk_idle),
        device_address=chosen.link_to(RESTING_PAGE),
    )
    return make_response(page, status)
