"""What coming in leads to: after the password the second factor, after that the page that was wanted."""

from typing import Final
from urllib.parse import urlsplit

from flask import Response, current_app, request, url_for
from flask_babel import gettext as _

from app.accounts import StaffUser, enrol, halfway, passwords, staff_session
from app.extensions import N_, db
from app.staff import entry_session
from app.staff.account import known_browser
from app.web import see_other, shared_device

BUSY: Final = N_("Many people are signing in right now. Try again in a few seconds.")


def ask_for_factor(user: StaffUser, wanted: str = "", *, anew: bool = False, lost: bool = False) -> Response:
    """To the page that asks for the second factor, or to the setting up of one where there is none, or `anew`."""
    with entry_session.carried(user.id):
        halfway.begin(user, wanted, anew=anew, lost=lost)
    db.session.commit()
    here = halfway.current()
    return see_other(url_for("staff.set_up" if here and here.seed else "staff.code"))


def come_in(user: StaffUser, wanted: str = "") -> Response:
    """Both factors were right: signed in, to the page that was wanted. A device of the centre is one's own again."""
    method = "passkey" if request.form.get("passkey") else "code"
    with entry_session.carried(user.id):
        staff_session.sign_in(user, known=known_browser.is_known(user), method=method, **known_browser.where())
    db.session.commit()
    response = see_other(ours(wanted) or url_for("staff.home"))
    known_browser.make_known(response, user)
    shared_device.take_back(response)
    return response


def not_taken(refusal: enrol.PasswordRefused | passwords.TooBusy) -> dict[str, str]:
    """Why a new password was not taken, beside its field."""
    return {"password": _(BUSY) if isinstance(refusal, passwords.TooBusy) else str(refusal)}


def ours(path: str) -> str:
    """An address if it is that of a page on the staff side of this very application; else nothing."""
    stays = path.startswith("/staff/") and path.isprintable() and "\\" not in path and not urlsplit(path).netloc
    return path if stays and current_app.url_map.bind("").test(urlsplit(path).path, method="GET") else ""
