"""Audience 1: the person. No account, no JavaScript, no identifier in any address."""

from flask import Blueprint, Flask

from app.patient import (
    ask_routes,
    code_routes,
    copy_routes,
    finish_routes,
    gates,
    help_routes,
    kiosk_routes,
    leave_routes,
    parts_routes,
    read_routes,
    start_routes,
    step_routes,
    time_routes,
    trouble,
)


def init_patient(app: Flask) -> None:
    """Register every page of the person's side."""
    blueprint = Blueprint("patient", __name__)
    for module in (
        gates,
        start_routes,
        step_routes,
        parts_routes,
        help_routes,
        finish_routes,
        copy_routes,
        ask_routes,
        read_routes,
        code_routes,
        leave_routes,
        time_routes,
        kiosk_routes,
    ):
        module.register(blueprint)
    trouble.register(blueprint)
    app.register_blueprint(blueprint)
