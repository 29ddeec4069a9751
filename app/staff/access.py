"""Who may open what: one table, checked when the application starts. What is not in it is open to nobody."""

from collections.abc import Mapping
from typing import Final

from flask import Flask, Response, abort, request, url_for
from flask_login import current_user

from app import activity, sessions
from app.accounts import ROLES
from app.extensions import begin_immediate, db
from app.web import see_other

Roles = frozenset[str]

ANYONE: Final[Roles] = frozenset({"anyone"})  # not signed in as well
EVERYONE: Final[Roles] = frozenset(ROLES)
CLINICAL: Final[Roles] = frozenset({"coordinator", "clinician", "supervisor"})
ADMIN: Final[Roles] = frozenset({"admin"})
LOG: Final[Roles] = frozenset({"auditor", "supervisor"})
TEXTS: Final[Roles] = CLINICAL | ADMIN

ACCESS: Final[Mapping[str, Roles]] = {
    "staff.sign_in": ANYONE,
    "staff.sign_in_post": ANYONE,
    "staff.enrol": ANYONE,
    "staff.enrol_post": ANYONE,
    "staff.sign_out": EVERYONE,
    "staff.home": EVERYONE,
    "staff.queue": CLINICAL,
    "staff.queue_news": CLINICAL,
    "staff.search": CLINICAL,
    "staff.switch_keys": CLINICAL,
    "staff.screening": CLINICAL,
    "staff.shift": CLINICAL,
    "staff.claim": CLINICAL,
    "staff.release": CLINICAL,
    "staff.take_over": CLINICAL,
    "staff.level": CLINICAL,
    "staff.add_task": CLINICAL,
    "staff.task_done": CLINICAL,
    "staff.note": CLINICAL,
    "staff.attempts": CLINICAL,
    "staff.close": CLINICAL,
    "staff.hand_over": CLINICAL,
    "staff.make_number": CLINICAL,
    "staff.devices_mark": CLINICAL,
    "staff.went_there": CLINICAL,
    "staff.team": ADMIN,
    "staff.invite": ADMIN,
    "staff.deactivate": ADMIN,
    "staff.activity": LOG,
    "staff.texts": TEXTS,
    "staff.week": CLINICAL | ADMIN,
}
SCREENINGS_ARE: Final = "own site"  # the object rule of every CLINICAL page: intake finds no screening of another site


class AccessError(RuntimeError):
    """Pages and table disagree. The message names each page that stands in only one of them."""


def check(app: Flask) -> None:
    """Refuse to start unless the table names exactly the pages under /staff. Raises AccessError."""
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if (rule.rule + "/").startswith("/staff/")}
    missing, unknown = sorted(pages - ACCESS.keys()), sorted(ACCESS.keys() - pages)
    if missing or unknown:
        raise AccessError(f"staff access table: no row for {missing}, no page for {unknown}")


def may(role: str, endpoint: str) -> bool:
    """Whether somebody of this role may open a page."""
    return role in ACCESS.get(endpoint, frozenset())


def guard() -> Response | None:
    """Runs before every staff page: let in, ask to sign in, or refuse and record it."""
    endpoint = request.endpoint or ""
    if ACCESS.get(endpoint) == ANYONE:
        return None
    if sessions.current().unavailable:
        abort(503)
    if not current_user.is_authenticated:
        return see_other(url_for("staff.sign_in", next=request.path if request.method == "GET" else None))
    if not may(current_user.role, endpoint):
        denied("page", endpoint)
        abort(403)
    return None


def denied(kind: str, subject: str) -> None:
    """Record that somebody signed in was refused, in a transaction of its own."""
    db.session.rollback()
    begin_immediate()
    activity.record("access.denied", subject=(kind, subject), actor=current_user, method=request.method)
    db.session.commit()
