"""Audience 3: other systems, by token. Every address here is one operation, and the description is made of the same."""

from flask import Blueprint, Flask

from app.activity import note_origin
from app.api import about_routes, copy_routes, invite_routes, screening_routes, trouble
from app.api.operation import PREFIX, Operation
from app.api.serve import view_of
from app.extensions import csrf

__all__ = ["OPERATIONS", "init_api"]

OPERATIONS: tuple[Operation, ...] = (
    *about_routes.OPERATIONS,
    *screening_routes.OPERATIONS,
    *invite_routes.OPERATIONS,
    *copy_routes.OPERATIONS,
)


def init_api(app: Flask) -> None:
    """Register every operation. No browser brings a token by itself, so nobody can forge a request."""
    blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
    blueprint.before_request(_remember_origin)
    for operation in OPERATIONS:
        address = operation.path.replace("{", "<").replace("}", ">")
        blueprint.add_url_rule(address, operation.name, view_of(operation), methods=[operation.method])
    trouble.register(blueprint)
    csrf.exempt(blueprint)
    app.register_blueprint(blueprint)
    app.extensions["braid.api"] = OPERATIONS


def _remember_origin() -> None:
    """What a system does says from which request and address it came; it has a token and no session."""
    note_origin(lambda: None)
