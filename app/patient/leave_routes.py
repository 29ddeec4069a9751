"""Ending a visit: leaving at once, closing with a code, deleting, handing the device back.

The browser forgets it whatever else fails. What was not sent is kept only for a return code.
"""

import logging
from collections.abc import Callable

from flask import Blueprint, Response, make_response, render_template, request

from app import sessions
from app.extensions import begin_immediate, csrf, db
from app.patient import session
from app.patient.session import Fate
from app.web import see_other, shared_device
from app.web.language import forget_language
from app.web.page_site import page_site

log = logging.getLogger(__name__)


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/leave")(leave)
    blueprint.post("/close")(close)
    blueprint.post("/delete")(delete)
    blueprint.post("/finish")(csrf.exempt(finish))
    for address in ("/close", "/delete", "/finish"):
        blueprint.get(address, endpoint=f"after_{address[1:]}")(nothing_to_end)


def leave() -> Response:
    """Leave at once. Safe as a link: it ends nobody's session but the caller's own. Works when nothing else does."""
    if _only_looks():
        sessions.current().counts_as_activity = False
        return Response(status=204)
    shared = _goes_back()
    fate = _end(session.leave)
    if shared:
        return shared_device.to_rest()
    response = make_response(render_template("patient/leave.html", fate=fate))
    forget_language(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    # not "cookies": that would also sign out staff, and every other site of the clinic's domain
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def close() -> Response:
    """Stop for now. With a code the answers wait for their person."""
    return _stopped(session.leave)


def delete() -> Response:
    """Delete the answers that were not sent, now, whether or not there is a code."""
    return _stopped(session.delete)


def finish() -> Response:
    """The person gives a device of the centre back: it shows nothing of the visit."""
    if not _goes_back():
        return see_other("/stop")
    _end(session.delete)
    return shared_device.to_rest()


def nothing_to_end() -> Response:
    """What is left at the address of a button that ends a visit, for a browser that opens it once more."""
    try:
        session.current_draft()
    except session.NoDraft:
        return see_other("/closed")
    return see_other("/stop")


def _only_looks() -> bool:
    """Whether nobody left: the browser fetches ahead, or a program asks whether there is such a page."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return request.method == "HEAD" or any("prefetch" in purpose for purpose in purposes)


def _end(let_go: Callable[[], Fate]) -> Fate:
    """End the visit. A draft that cannot be let go now expires, and nobody can open it without its code."""
    page_site()  # while the visit still says which: leaving leads where its centre chose
    fate: Fate = "locked"
    if not (sessions.current().unavailable or sessions.current().lapsed):
        try:
            begin_immediate()
            fate = let_go()
            db.session.commit()
        except Exception as error:  # the browser forgets the visit all the same
            db.session.rollback()
            fate = "locked"
            log.error("a draft could not be let go: %s", type(error).__name__)
    sessions.end()
    return fate


def _goes_back() -> bool:
    """Whether somebody else has this device next."""
    return shared_device.is_shared() or session.is_kiosk()


def _stopped(let_go: Callable[[], Fate]) -> Response:
    shared = _goes_back()
    fate = _end(let_go)
    if shared:
        return shared_device.to_rest()
    response = make_response(render_template("patient/stopped.html", fate=fate))
    forget_language(response)
    return response
