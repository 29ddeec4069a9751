"""One's own account: sessions, authenticator, recovery codes and password."""

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import activity, sessions
from app.accounts import enrol, notices, own_password, passwords, recovery, staff_session
from app.extensions import db
from app.staff import entry_session
from app.staff.account.account_page import account_page
from app.staff.account.forms import EndSessionForm, HaveReadForm, OwnPasswordForm
from app.staff.account.sign_in_steps import ask_for_factor, not_taken
from app.staff.shown_once import RECOVERY_CODES, keep
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/account")(account)
    blueprint.post("/account/news")(have_read)
    blueprint.post("/account/sessions/end")(end_session)
    blueprint.post("/account/sessions/end-all")(end_sessions)
    blueprint.post("/account/recovery-codes")(new_recovery_codes)
    blueprint.post("/account/authenticator")(new_factor)
    blueprint.post("/account/password")(change_password)


def account() -> Response:
    """Everything by which one comes in, and where one is signed in now."""
    return account_page(200, {})


def have_read() -> Response:
    """What the page showed is no news any more; what came since is."""
    until = HaveReadForm().until_id()
    if until is None:
        abort(404)
    notices.mark_read(current_user.id, until)
    db.session.commit()
    return see_other(url_for("staff.account"))


def end_session() -> Response:
    """End one of one's own sessions. One that is over already, or somebody else's, is none."""
    row_id = EndSessionForm().row_id()
    if row_id is None or not sessions.end_one_of(current_user.id, row_id):
        abort(404)
    activity.record("staff.session_ended", subject=("staff", current_user.public_id), actor=current_user)
    db.session.commit()
    return see_other(url_for("staff.account"))


def end_sessions() -> Response:
    """Sign out everywhere, here as well."""
    sessions.end_all_for(current_user.id)
    activity.record("staff.sessions_ended", subject=("staff", current_user.public_id), actor=current_user)
    staff_session.sign_out()
    db.session.commit()
    return see_other(url_for("staff.sign_in"))


def new_recovery_codes() -> Response:
    """Ten new codes, shown on the next page, once."""
    keep(RECOVERY_CODES, codes=recovery.issue(current_user), then=url_for("staff.account"))
    db.session.commit()
    return see_other(url_for("staff.recovery_codes"))


def new_factor() -> Response:
    """Begin to set up another authenticator. Until its first code is given, the one there is stays in force."""
    return ask_for_factor(current_user, url_for("staff.account"), anew=True)


def change_password() -> Response:
    """Another password. Every other session ends, and this one goes on under a new token."""
    form = OwnPasswordForm()
    errors = {} if form.validate() else form.problems()
    if not errors:
        try:
            own_password.change_password(current_user, form.said("old"), form.said("password"))
        except own_password.WrongPassword:
            db.session.commit()
            errors = {"old": _("That is not your password, or it was tried too often. Wait a few minutes.")}
        except (enrol.PasswordRefused, passwords.TooBusy) as refusal:
            db.session.rollback()
            errors = not_taken(refusal)
    if errors:
        return account_page(422, errors)
    with entry_session.carried(current_user.id):
        sessions.rotate()
    db.session.commit()
    return see_other(url_for("staff.account"))
