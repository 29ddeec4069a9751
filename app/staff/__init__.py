"""Audience 2: coordinators and the rest of the team. Every page is closed unless access.toml opens it to a role."""

from flask import Blueprint, Flask

from app.staff import (
    access,
    account_routes,
    activity_routes,
    casework_routes,
    drill_routes,
    enrol_routes,
    entry_end_routes,
    entry_part_routes,
    entry_routes,
    entry_script_routes,
    hand_over_routes,
    hold_routes,
    invite_routes,
    keys_routes,
    layout,
    lines_routes,
    paper_routes,
    people_routes,
    queue_routes,
    rescreen_routes,
    review_routes,
    search_routes,
    second_look_routes,
    set_up_routes,
    shift_routes,
    sign_off_routes,
    signin_routes,
    site_routes,
    sites_routes,
    team_routes,
    texts_routes,
    trouble,
    week_routes,
)

__all__ = ["init_staff"]


def init_staff(app: Flask) -> None:
    """Register every page of the staff side. Raises AccessError when the table of access and the pages disagree."""
    blueprint = Blueprint("staff", __name__, url_prefix="/staff")
    blueprint.before_request(access.guard)
    for module in (
        signin_routes,
        enrol_routes,
        set_up_routes,
        account_routes,
        queue_routes,
        search_routes,
        keys_routes,
        review_routes,
        hold_routes,
        casework_routes,
        people_routes,
        rescreen_routes,
        shift_routes,
        second_look_routes,
        hand_over_routes,
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
    ):
        module.register(blueprint)
    trouble.register(blueprint)
    layout.register(blueprint)
    app.register_blueprint(blueprint)
    access.check(app)
