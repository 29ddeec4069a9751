"""The one-time link by which somebody gets a password."""

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext as _

from app.accounts import enrol, passwords
from app.extensions import csrf, db
from app.staff.account.forms import EnrolForm
from app.staff.account.sign_in_steps import ask_for_factor, not_taken
from app.staff.message import message
from app.web.headers import without_referrer


def register(blueprint: Blueprint) -> None:
    """Add the routes. Before sign-in there is no session to hold a token; the request guard checks the origin."""
    blueprint.get("/enrol/<token>", endpoint="enrol")(enrol_form)
    blueprint.post("/enrol/<token>")(csrf.exempt(enrol_post))


def enrol_form(token: str) -> Response:
    """The page behind a one-time link. Looking at it uses nothing up."""
    person = enrol.find(token)
    return _enrol_page(token, person, {"name": person.name}, {}) if person else _link_over()


def enrol_post(token: str) -> Response:
    """Use the link: set name and password, and go on to the second factor."""
    form, person = EnrolForm(), enrol.find(token)
    if person is None:
        return _link_over()
    errors = {} if form.validate() else form.problems()
    if not errors:
        try:
            return ask_for_factor(enrol.redeem(token, form.said("password"), form.said("name")))
        except enrol.LinkOver:
            return _link_over()
        except (enrol.PasswordRefused, passwords.TooBusy) as refusal:
            db.session.rollback()
            errors = not_taken(refusal)
    return _enrol_page(token, person, {"name": form.said("name")}, errors)


def _enrol_page(token: str, person: enrol.Enrolment, values: dict[str, str], errors: dict[str, str]) -> Response:
    page = render_template(
        "staff/account/enrol.html",
        person=person,
        token=token,
        values=values,
        errors=errors,
        shortest=passwords.SHORTEST,
    )
    return without_referrer(make_response(page, 422 if errors else 200))


def _link_over() -> Response:
    db.session.rollback()
    text = _("It was used, or it is older than a day, or a newer one was made. Ask your administrator for a new link.")
    return without_referrer(message(410, _("This link is over"), text))
