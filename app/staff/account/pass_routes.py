"""Coming in by a pass that a colleague gave, where one's own second factor is not at hand."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import gettext as _

from app.accounts import halfway
from app.accounts.emergency import REVIEWERS, use_pass
from app.alerts.notices import tell
from app.extensions import N_, csrf, db
from app.staff import entry_session
from app.staff.account.forms import PassForm
from app.staff.account.sign_in_steps import ours
from app.web import see_other, shared_device

WRONG = N_("That pass did not work. It works once, for ten minutes. Ask for a new one.")


def register(blueprint: Blueprint) -> None:
    """Add the routes. Before sign-in nothing can be forged in somebody's name; the request guard checks the origin."""
    blueprint.get("/sign-in/pass", endpoint="pass_")(show_pass)
    blueprint.post("/sign-in/pass", endpoint="pass_post")(csrf.exempt(take_pass))


def show_pass() -> Response:
    """Which pass did your colleague give you?"""
    return _page(200)


def take_pass() -> Response:
    """Let them in for an hour, and tell those who look at it afterwards, in the same transaction."""
    here = halfway.required()
    with entry_session.carried(here.user.id):
        is_right = not here.seed and use_pass(here.user, PassForm().said("letters"))
    if is_right:
        tell("emergency", here.user.site_id, REVIEWERS)
    db.session.commit()
    if not is_right:
        return _page(401, {"letters": _(WRONG)})
    response = see_other(ours(here.wanted) or url_for("staff.home"))
    shared_device.take_back(response)
    return response


def _page(status: int, errors: dict[str, str] | None = None) -> Response:
    return make_response(render_template("staff/account/pass.html", errors=errors or {}), status)
