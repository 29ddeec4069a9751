"""Stopping and leaving. Until there is a return code, nothing that was not sent is kept."""

import logging

from flask import Blueprint, Response, make_response, render_template, request
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
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return Response(status=204)  # a browser that looks ahead has not left
    deleted = _forget()
    sessions.end()
    leave_url = current_settings().leave_url
    response = make_response(render_template("patient/leave.html", leave_url=leave_url, deleted=deleted))
    response.headers["Referrer-Policy"] = "no-referrer"
    # not "cookies": that would also sign out staff, and every other site of the clinic's domain
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _forget() -> bool:
    """Delete the draft. False if that was not possible; it then expires, and nobody can open it."""
    if sessions.current().unavailable:
        return False
    try:
        begin_immediate()
        session.forget()
        db.session.commit()
    except SQLAlchemyError as error:
        db.session.rollback()
        log.error("a draft could not be deleted on leaving: %s", type(error).__name__)
        return False
    return True
