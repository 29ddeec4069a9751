"""One's own passkeys: another one, one fewer, and one used to confirm an act."""

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import sessions
from app.accounts import passkeys
from app.accounts.passkey_answers import NotAccepted
from app.extensions import db
from app.staff import entry_session
from app.staff.account.account_page import account_page
from app.staff.account.forms import PasskeyForm, RemovePasskeyForm
from app.staff.forms import wrong_factor
from app.staff.message import message
from app.staff.passkeys import ask_to_add, ask_to_use
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.post("/account/confirm/passkey")(ask_to_confirm)
    blueprint.post("/account/passkeys/ask")(ask_for_new_passkey)
    blueprint.post("/account/passkeys")(add_passkey)
    blueprint.post("/account/passkeys/remove")(remove_passkey)


def ask_to_confirm() -> Response:
    """What the script of the page that asks for a fresh code puts to the browser."""
    return ask_to_use(current_user)


def ask_for_new_passkey() -> Response:
    """What the script of one's own account puts to the browser."""
    return ask_to_add(current_user)


def add_passkey() -> Response:
    """Keep the passkey that was made. Every other session ends, and this one goes on under a new token."""
    form = PasskeyForm()
    errors = {} if form.validate() else form.problems()
    if errors:
        return account_page(422, errors)
    try:
        passkeys.add(current_user, form.said("passkey"), form.said("passkey_name"))
    except NotAccepted:
        db.session.commit()
        return account_page(422, wrong_factor({"passkey": "-"}))
    return _go_on()


def remove_passkey() -> Response:
    """Let one of one's own open nothing any more. One that is gone already, or somebody else's, is none."""
    which = RemovePasskeyForm().passkey_id()
    try:
        if which is None or not passkeys.remove(current_user, which):
            abort(404)
    except passkeys.LastFactor:
        db.session.rollback()
        return message(409, _("Nothing was changed"), _("It is all that you have. Set up an authenticator first."))
    return _go_on()


def _go_on() -> Response:
    with entry_session.carried(current_user.id):
        sessions.rotate()
    db.session.commit()
    return see_other(url_for("staff.account"))
