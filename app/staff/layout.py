"""What every staff page shows around its own part: who is signed in, where they may go, who printed it."""

from typing import Final

from flask import Blueprint, g
from flask_login import current_user

from app.extensions import clock
from app.sites import current_site
from app.staff.access import may
from app.staff.pages.levels import LEVELS
from app.staff.pages.text import visible
from app.staff.pages.times import Times

ROLE_WORDS: Final = {
    "coordinator": "Coordinator",
    "clinician": "Clinician",
    "supervisor": "Supervisor",
    "admin": "Administrator",
    "auditor": "Auditor",
}
PLACES: Final = (("staff.queue", "Queue"), ("staff.team", "Team"), ("staff.activity", "Activity"))


def register(blueprint: Blueprint) -> None:
    """Give the templates of this side what they share."""
    blueprint.context_processor(shared)
    blueprint.app_template_filter("visible")(visible)


def shared() -> dict[str, object]:
    """Names every staff template may use."""
    known = not g.get("without_database") and current_user.is_authenticated
    return {
        "me": _me() if known else None,
        "places": _places() if known else [],
        "levels": LEVELS,
        "role_words": ROLE_WORDS,
        "times": times(),
    }


def times() -> Times:
    """Moments in words, as of now, on the site's own clock."""
    return Times(clock.now(), current_site().zone)


def _me() -> dict[str, str]:
    return {"name": current_user.name, "role": ROLE_WORDS[current_user.role]}


def _places() -> list[tuple[str, str]]:
    return [(endpoint, word) for endpoint, word in PLACES if may(current_user.role, endpoint)]
