"""Audience 1: the person. No account, no JavaScript, no identifier in any address."""

from flask import Blueprint, Flask

from app.patient import finish_routes, help_routes, leave_routes, start_routes, step_routes, trouble


def init_patient(app: Flask) -> None:
    """Register every page of the person's side."""
    blueprint = Blueprint("patient", __name__)
    for module in (start_routes, step_routes, help_routes, finish_routes, leave_routes):
        module.register(blueprint)
    trouble.register(blueprint)
    app.register_blueprint(blueprint)
