"""Acts that want a fresh code, or a passkey. The form that was sent waits in the page that asks for it, sealed for this
session and this address, and goes on as it was once the code is right."""

import base64
from typing import Final

from flask import Response, make_response, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import ImmutableMultiDict

from app import sessions
from app.accounts import staff_session
from app.extensions import begin_immediate, db
from app.staff import entry_session
from app.staff.forms import wrong_factor
from app.staff.passkeys import factors_of
from app.vault import Unreadable, derive_key, seal_json, unseal_json

KEPT: Final = "kept"
Form = ImmutableMultiDict[str, str]


def hold_back() -> Response | None:
    """Ask for a code unless one was given lately; None when the act may go on."""
    kept = request.form.get(KEPT)
    if kept is None:
        return None if staff_session.is_fresh() else _ask(_sealed(request.form))
    form = _opened(kept)
    before = sessions.token()
    is_right = staff_session.confirm(request.form.get("otp", ""), request.form.get("passkey", ""))
    if is_right:
        entry_session.take_along(before)
    db.session.commit()
    if not is_right:
        return _ask(kept, wrong_factor(request.form))
    begin_immediate()  # for the act itself: the code was a transaction of its own
    request.form = form
    return None


def _ask(kept: str, errors: dict[str, str] | None = None) -> Response:
    page = render_template(
        "staff/account/confirm.html",
        kept=kept,
        here=request.full_path.rstrip("?"),
        errors=errors or {},
        factors=factors_of(current_user),
    )
    return make_response(page, 401)


def _sealed(form: Form) -> str:
    blob = seal_json(_key(), _context(), list(form.items(multi=True)))
    return base64.urlsafe_b64encode(blob).decode()


def _opened(kept: str) -> Form:
    """What was sent at first. Raises CSRFError for what was made elsewhere, or for another address or person."""
    try:
        found = unseal_json(_key(), _context(), base64.urlsafe_b64decode(kept))
    except (ValueError, Unreadable) as error:  # ValueError: no base64
        raise CSRFError("What was kept does not belong to this session.") from error
    return ImmutableMultiDict([(str(name), str(value)) for name, value in found])


def _key() -> bytes:
    return derive_key(sessions.token(), "kept-form")


def _context() -> str:
    return f"kept form|{current_user.id}|{request.path}"
