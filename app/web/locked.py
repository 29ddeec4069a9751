"""While the key file of a database is missing, or is another one's: help for whoever comes, and nothing else.

Nothing that is stored about anybody is read or written. The pages of help, and leaving, need nothing that is sealed.
"""

import time
from collections.abc import Iterator
from typing import Final

from flask import Flask, Response, current_app, request
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.wrapped_keys import WRAPPED_KEYS as OF_ACCOUNTS
from app.intake.wrapped_keys import WRAPPED_KEYS as OF_INTAKE
from app.vault import current_vault, why_locked
from app.web.errors import error_page
from app.web.problem import is_for_programs, problem

FITS: Final = "braid.key_file_fits"  # what was found when it was looked at
LOOK_AGAIN: Final = "braid.key_file_fits.again"  # from when on, by the clock of this process
SECONDS_BETWEEN_LOOKS: Final = 5
OPEN: Final = frozenset(
    {
        *("static", "patient.leave", "choose"),
        *("patient.help_now", "patient.someone_else", "patient.reading_list", "patient.read"),
    }
)
ANOTHERS: Final = "the key file is not the one of this database: it opens nothing that is in it"


def init_app(app: Flask) -> None:
    """Stand before every page."""
    app.before_request(_locked_page)


def why(app: Flask) -> str | None:
    """Why nothing can be opened, in one line for the operator; None as far as all is well.

    Whether the file is of this database is looked at once: what it opened once, it opens as long as the process runs.
    Where there was nothing to open yet, it is looked at again now and then, and not for every page.
    """
    if missing := why_locked(app):
        return missing
    if app.extensions.get(FITS) is None and time.monotonic() >= app.extensions.get(LOOK_AGAIN, 0):
        with app.app_context():
            app.extensions[FITS] = key_file_fits()
        app.extensions[LOOK_AGAIN] = time.monotonic() + SECONDS_BETWEEN_LOOKS
    return ANOTHERS if app.extensions.get(FITS) is False else None


def look_again(app: Flask) -> None:
    """Forget what was found: each worker that begins looks for itself."""
    for found in (FITS, LOOK_AGAIN):
        app.extensions.pop(found, None)


def key_file_fits() -> bool | None:
    """Whether the key file is of this database; None if there is nothing that could tell."""
    found = list(_opened())
    return any(found) if found else None


def _opened() -> Iterator[bool]:
    """For each table that this process may read, and that has rows, whether it opens. Accounts, or else screenings."""
    for wrapped in (*OF_ACCOUNTS, *OF_INTAKE):
        try:
            opens = wrapped.opens_any(current_vault())
        except SQLAlchemyError:  # no database, no tables, or none of its business
            opens = None
        if opens is not None:
            yield opens


def _locked_page() -> Response | None:
    if request.endpoint in OPEN or why(current_app._get_current_object()) is None:  # type: ignore[attr-defined]  # of a proxy
        return None
    if request.path == "/healthz":
        return Response("no", status=503, mimetype="text/plain")
    if is_for_programs():
        return problem(503)
    return _for_staff() if request.path.startswith("/staff") else error_page(503)


def _for_staff() -> Response:
    what = _("The key to what is stored here is missing, so nothing can be shown or saved. Nothing is lost by that.")
    who = _("Tell whoever runs Braid: the key file has to be put back, and Braid started again.")
    return error_page(503, _("Locked"), what, who)
