"""What every staff page shows around its own part: who is signed in, where they may go, who printed it."""

from typing import Final

from flask import Blueprint
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.notices import count_unread
from app.extensions import N_
from app.intake.arriving.devices import visits_of
from app.registers.sign_offs import all_signed
from app.sites import site_of
from app.staff.access import may
from app.staff.here import is_known, times
from app.staff.menu import menu
from app.staff.queue.alarm import alarm_view
from app.staff.ways_in.devices import DevicesView, devices_view
from app.staff.words.levels import level_marks
from app.staff.words.visible import visible

ROLE_WORDS: Final = {
    "coordinator": N_("Coordinator"),
    "clinician": N_("Clinician"),
    "supervisor": N_("Supervisor"),
    "admin": N_("Administrator"),
    "auditor": N_("Auditor"),
}


def register(blueprint: Blueprint) -> None:
    """Give the templates of this side what they share."""
    blueprint.context_processor(shared)
    blueprint.app_template_filter("visible")(visible)


def shared() -> dict[str, object]:
    """Names every staff template may use."""
    known = is_known()
    return {
        "me": _me() if known else None,
        "menu": menu() if known else None,
        "devices": _devices() if known else None,
        "alarm": alarm_view() if known else None,
        "levels": level_marks(),
        "role_words": {role: _(word) for role, word in ROLE_WORDS.items()},
        "times": times(),
        "signed_off": known and all_signed(site_of(current_user.site_id)),
    }


def _me() -> dict[str, object]:
    news = count_unread(current_user.id)
    return {"name": current_user.name, "role": _(ROLE_WORDS[current_user.role]), "news": news}


def _devices() -> DevicesView | None:
    """On every page, because somebody may be asking for a person right now."""
    if not may(current_user.role, "staff.hand_over"):
        return None
    return devices_view(visits_of(current_user.site_id), times())
