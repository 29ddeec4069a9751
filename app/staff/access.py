"""Who may open what: the matrix, checked when the application starts and kept by a guard before every page."""

import re
from typing import Final

from flask import Flask, Response, abort, request, url_for
from flask_login import current_user
from werkzeug.routing import Rule

from app import activity, sessions
from app.accounts import halfway, staff_session
from app.extensions import begin_immediate, db
from app.sites import DEFAULT
from app.staff import fresh
from app.staff.matrix import ANYONE, HALFWAY, AccessError, matrix
from app.web import see_other

OF_THE_HOUSE: Final = frozenset({"every-site", "site"})  # objects that the default site looks after, and no other
_PUBLIC_ID: Final = re.compile(r"[0-9a-f]{32}")


def check(app: Flask) -> None:
    """Refuse to start unless the matrix names exactly the pages under /staff, as they are. Raises AccessError."""
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules() if (rule.rule + "/").startswith("/staff/")}
    rows = matrix().rows
    wrong = [f"no row for {endpoint}" for endpoint in sorted(rules.keys() - rows.keys())]
    wrong += [f"no page for {endpoint}" for endpoint in sorted(rows.keys() - rules.keys())]
    wrong += [fault for endpoint in sorted(rules.keys() & rows.keys()) if (fault := _differs(rules[endpoint]))]
    if wrong:
        raise AccessError(f"access.toml: {'; '.join(wrong)}")


def _differs(rule: Rule) -> str:
    """In what a page is not as its row says."""
    row = matrix().rows[rule.endpoint]
    methods = sorted((rule.methods or set()) - {"HEAD"})
    if methods != [row.method]:
        return f"{rule.endpoint} takes {' and '.join(methods)}, its row says {row.method}"
    if set(rule.arguments) != set(matrix().objects[row.object]):
        return f"{rule.endpoint} has {sorted(rule.arguments)} in its address, which is not {row.object}"
    return ""


def may(role: str, endpoint: str) -> bool:
    """Whether somebody of this role may open a page."""
    return role in matrix().roles_of(endpoint)


def is_of_another_site(endpoint: str) -> bool:
    """Whether a page is about the whole house, which is for the default site, and one works at another."""
    return matrix().rows[endpoint].object in OF_THE_HOUSE and current_user.site_id != DEFAULT


def remember_origin(*_: object) -> None:
    """Runs before all else on a staff page: whatever it records says from which session, request, address it came."""
    activity.note_origin(_session)


def _session() -> str | None:
    """The session as it keeps its name through a confirmation, which gives it a new token."""
    stored = sessions.current().stored
    return f"{stored.user_id}|{stored.created_at.isoformat()}" if stored else None


def note_timeout() -> None:
    """Runs before every staff page: a session that this request found to be over is recorded as such, once."""
    if whose := sessions.current().timed_out:
        staff_session.note_timeout(whose)
        db.session.commit()


def guard() -> Response | None:
    """Runs before every staff page: let in, ask to sign in or for a fresh code, or refuse and record it."""
    endpoint = request.endpoint or ""
    if may(ANYONE, endpoint):
        return None
    if sessions.current().unavailable:
        abort(503)
    if may(HALFWAY, endpoint):
        return None if halfway.current() else see_other(url_for("staff.sign_in"))
    if not current_user.is_authenticated:
        return see_other(url_for("staff.sign_in", next=request.path if request.method == "GET" else None))
    if not may(current_user.role, endpoint):
        denied("page", endpoint)
        abort(403)
    held = fresh.hold_back() if matrix().rows[endpoint].fresh else None
    if held is None and is_of_another_site(endpoint):
        abort(404)
    return held


def record_unknown() -> None:
    """Record that somebody signed in asked for what does not exist or is not theirs; the answer does not say which."""
    row = matrix().rows.get(request.endpoint or "")
    if row and current_user.is_authenticated:
        asked = [str(request.view_args[part]) for part in matrix().objects[row.object]] if request.view_args else []
        denied(row.object, next((one for one in reversed(asked) if _PUBLIC_ID.fullmatch(one)), "unknown"))


def record_unreadable() -> None:
    """Record that something sealed did not open for whoever asked, in a transaction of its own."""
    _record_alone("sealed.unreadable", "page", request.endpoint or "")


def denied(kind: str, subject: str) -> None:
    """Record that somebody signed in was refused, in a transaction of its own."""
    _record_alone("access.denied", kind, subject)


def _record_alone(action: str, kind: str, subject: str) -> None:
    db.session.rollback()
    begin_immediate()
    whoever = current_user if current_user.is_authenticated else None
    activity.record(action, subject=(kind, subject), actor=whoever, method=request.method)
    db.session.commit()
