"""Audience 2: coordinators and the rest of the team. Every page is closed unless access.toml opens it to a role."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

from flask import Blueprint, Flask

from app.staff import access, every_page, openings, trouble

__all__ = ["init_staff"]


def init_staff(app: Flask) -> None:
    """Register every page of the staff side. Raises AccessError when the table of access and the pages disagree."""
    blueprint = Blueprint("staff", __name__, url_prefix="/staff")
    blueprint.url_value_preprocessor(access.remember_origin)  # before the limits, which may record something
    blueprint.before_request(access.note_timeout)
    blueprint.before_request(access.guard)
    blueprint.before_request(openings.watch)
    for module in (*_routes(), trouble, every_page):
        module.register(blueprint)
    app.register_blueprint(blueprint)
    access.check(app)


def _routes() -> Iterator[ModuleType]:
    """Every `*_routes.py` of the rooms inside; access.toml, which names each page, would miss one that is not found."""
    for found in walk_packages(__path__, f"{__name__}."):
        if found.name.endswith("_routes"):
            yield import_module(found.name)
