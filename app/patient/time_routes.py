"""How long a page may sit: the time that is left, staying longer, and what stands there when it is over."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, jsonify, render_template

from app import sessions
from app.patient import session
from app.web import shared_device
from app.web.errors import error_page
from app.web.page_site import page_site

WARNING: Final = 120  # seconds before the end; a third of what is left where that is less
GRACE: Final = 30  # seconds after the end, so that a page which reloads by itself finds the session over


@dataclass(frozen=True)
class Sitting:
    """What a page has to know in order to close by itself, in seconds."""

    seconds: int  # until the session is over, if nothing more is done
    warn: int  # how long before that it says so
    refresh: int  # when it goes by itself where no script runs
    over: str  # where it goes then


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module, and tell every page how long it may sit."""
    blueprint.get("/time")(time_left)
    blueprint.post("/stay")(stay)
    blueprint.get("/closed")(closed)
    blueprint.context_processor(sitting)


def time_left() -> Response:
    """Seconds until the session is over. The page asks by itself, so asking keeps nothing alive."""
    visit = sessions.current()
    visit.counts_as_activity = False
    if visit.unavailable:
        return error_page(503)
    return jsonify(seconds=visit.seconds_left() or 0)


def stay() -> Response:
    """Somebody is still there. Saying so is use like any other; the answer is the time that is left now."""
    return jsonify(seconds=sessions.current().seconds_left())


def closed() -> Response | str:
    """A page of this browser has closed. Another one may be in use still, and coming here does not count as use."""
    sessions.current().counts_as_activity = False
    if shared_device.is_shared() and not session.is_kiosk():
        return shared_device.to_rest()
    return render_template("patient/closed.html", sitting=None)


def sitting() -> dict[str, Sitting | None]:
    """For the template of each page: None where nobody's session is under way."""
    visit = sessions.current()
    seconds = visit.seconds_left()
    if seconds is None or visit.ended:
        return {"sitting": None}
    return {"sitting": Sitting(seconds, min(WARNING, seconds // 3), seconds + GRACE, _over())}


def _over() -> str:
    """The session is gone by then, so the address says at which centre to begin again."""
    way_in = page_site().way_in
    return f"/closed?at={way_in}" if way_in else "/closed"
