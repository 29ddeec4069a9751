"""Stopping and leaving. Until there is a return code, nothing that was not sent is kept."""

import logging

from flask import Blueprint, Response, make_response, render_template
from sqlalchemy.exc import SQLAlchemyError

from app import sessions
from app.extensions import begin_immediate, db
from app.patient import session
from app.settings import current_settings

log = logging.getLogger(__name__)


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/stop")(ask_stop)
    blueprint.post("/stop")(stop)
    blueprint.get("/leave")(leave)


def ask_stop() -> str:
    """Do you want to stop?"""
    return render_template("patient/stop.html", stopped=False)


def stop() -> Response:
    """End the session and delete what was not sent."""
    _forget()
    sessions.end()
    return make_response(render_template("patient/stop.html", stopped=True))


def leave() -> Response:
    """Leave at once. Safe as a link: it ends nobody's session but the caller's own. Works when nothing else does."""
    _forget()
    sessions.end()
    response = make_response(render_template("patient/leave.html", leave_url=current_settings().leave_url, kept=False))
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response


def _forget() -> None:
    try:
        begin_immediate()
        session.forget()
        db.session.commit()
    except SQLAlchemyError as error:
        db.session.rollback()
        log.error("a draft could not be deleted on leaving: %s", type(error).__name__)
