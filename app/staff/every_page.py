"""What every staff page shows around its own part: who is signed in, where they may go, who printed it."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import N_
from app.handoff.push.servers import servers
from app.handoff.push.under_way import count_failing
from app.intake.arriving.devices import visits_of
from app.intake.case.second_looks_due import count_due
from app.intake.people.rescreens import overdue_at
from app.registers.line_checks import lines_of
from app.registers.sign_offs import all_signed
from app.sites import site_of
from app.staff.access import is_of_another_site, may
from app.staff.entry_session import under_way
from app.staff.here import is_known, times
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
PLACES: Final[tuple[tuple[str, str], ...]] = (
    ("staff.queue", N_("Queue")),
    ("staff.shift", N_("Shift")),
    ("staff.rescreens", N_("Re-screens")),
    ("staff.invites", N_("Links")),
    ("staff.entry", N_("Enter answers")),
    ("staff.reviews", N_("Second look")),
    ("staff.hand_over", N_("Hand a device over")),
    ("staff.sending", N_("Records sent")),
    ("staff.week", N_("The last weeks")),
    ("staff.lists", N_("Bring in lists")),
    ("staff.team", N_("Team")),
    ("staff.site", N_("This site")),
    ("staff.sites", N_("All sites")),
    ("staff.activity", N_("Activity")),
    ("staff.drill", N_("Drills")),
    ("staff.alerts", N_("Alerts")),
    ("staff.tokens", N_("Other systems")),
    ("staff.texts", N_("Texts and lines")),
    ("staff.lines", N_("Help lines")),
    ("staff.sign_off", N_("Sign-off")),
)


def _lines_due() -> int:
    today = times().today
    return sum(one.line.is_stale(today) for one in lines_of(current_user.site_id))


TO_CHECK: Final = N_("%(place)s (%(count)s to check)")
WAITING: Final[Mapping[str, tuple[Callable[[], int], str]]] = {
    "staff.texts": (_lines_due, TO_CHECK),
    "staff.reviews": (lambda: count_due(current_user), TO_CHECK),
    "staff.entry": (lambda: int(under_way() is not None), N_("%(place)s (%(count)s begun)")),
    "staff.sending": (lambda: count_failing(current_user.site_id), N_("%(place)s (%(count)s not arrived)")),
    "staff.rescreens": (lambda: overdue_at(current_user.site_id), N_("%(place)s (%(count)s overdue)")),
}
WHERE_SET_UP: Final[Mapping[str, Callable[[], object]]] = {"staff.sending": servers}  # nothing leads there elsewhere


def register(blueprint: Blueprint) -> None:
    """Give the templates of this side what they share."""
    blueprint.context_processor(shared)
    blueprint.app_template_filter("visible")(visible)


def shared() -> dict[str, object]:
    """Names every staff template may use."""
    known = is_known()
    return {
        "me": _me() if known else None,
        "places": _places() if known else [],
        "devices": _devices() if known else None,
        "alarm": alarm_view() if known else None,
        "levels": level_marks(),
        "role_words": {role: _(word) for role, word in ROLE_WORDS.items()},
        "times": times(),
        "signed_off": known and all_signed(site_of(current_user.site_id)),
    }


def _me() -> dict[str, str]:
    return {"name": current_user.name, "role": _(ROLE_WORDS[current_user.role])}


def _places() -> list[tuple[str, str]]:
    return [(endpoint, _place(endpoint, word)) for endpoint, word in PLACES if _is_open(endpoint)]


def _is_open(endpoint: str) -> bool:
    is_there = WHERE_SET_UP.get(endpoint, lambda: True)
    return may(current_user.role, endpoint) and not is_of_another_site(endpoint) and bool(is_there())


def _devices() -> DevicesView | None:
    """On every page, because somebody may be asking for a person right now."""
    if not may(current_user.role, "staff.hand_over"):
        return None
    return devices_view(visits_of(current_user.site_id), times())


def _place(endpoint: str, word: str) -> str:
    """A place by its word, and how much waits there."""
    if endpoint not in WAITING:
        return _(word)
    how_many, words = WAITING[endpoint]
    count = how_many()
    return _(words, place=_(word), count=count) if count else _(word)
