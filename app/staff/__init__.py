"""Audience 2: coordinators and the rest of the team. Every page is closed unless access.toml opens it to a role."""

from flask import Blueprint, Flask

from app.staff import access, layout, trouble
from app.staff.account import account_routes, enrol_routes, set_up_routes, signin_routes
from app.staff.case import casework_routes, claim_routes, review_routes, second_look_routes
from app.staff.entry import entry_end_routes, entry_part_routes, entry_routes, entry_script_routes
from app.staff.office import (
    activity_routes,
    drill_routes,
    lines_routes,
    sign_off_routes,
    site_routes,
    sites_routes,
    team_routes,
    texts_routes,
    week_routes,
)
from app.staff.people import people_routes, rescreen_routes
from app.staff.queue import keys_routes, queue_routes, search_routes, shift_routes
from app.staff.ways_in import device_routes, invite_routes, paper_routes

__all__ = ["init_staff"]


ROUTES = (
    signin_routes,
    enrol_routes,
    set_up_routes,
    account_routes,
    queue_routes,
    search_routes,
    keys_routes,
    review_routes,
    claim_routes,
    casework_routes,
    people_routes,
    rescreen_routes,
    shift_routes,
    second_look_routes,
    device_routes,
    entry_routes,
    entry_script_routes,
    entry_part_routes,
    entry_end_routes,
    paper_routes,
    invite_routes,
    team_routes,
    site_routes,
    sites_routes,
    activity_routes,
    texts_routes,
    week_routes,
    drill_routes,
    lines_routes,
    sign_off_routes,
)


def init_staff(app: Flask) -> None:
    """Register every page of the staff side. Raises AccessError when the table of access and the pages disagree."""
    blueprint = Blueprint("staff", __name__, url_prefix="/staff")
    blueprint.before_request(access.guard)
    for module in (*ROUTES, trouble, layout):
        module.register(blueprint)
    app.register_blueprint(blueprint)
    access.check(app)
