"""What an open page asks again and again: whether something that presses has come in since it was made."""

from flask import Blueprint, Response

from app import sessions
from app.alerts.waiting import pressing_at
from app.staff.here import own_site
from app.staff.queue.alarm import newest_of


def register(blueprint: Blueprint) -> None:
    blueprint.get("/alarm")(alarm_newest)


def alarm_newest() -> Response:
    """When the latest of what waits came in. Asked for by the page, so it keeps nobody signed in."""
    sessions.current().counts_as_activity = False
    return Response(newest_of(pressing_at(own_site())), mimetype="text/plain")
