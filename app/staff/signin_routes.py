"""Coming in and going out: sign-in, sign-out, and the one-time link by which somebody gets a password."""

from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import StaffUser, enrol, login, passwords, signin
from app.extensions import N_, csrf, db
from app.staff.access import may
from app.staff.forms import EnrolForm, SignInForm
from app.staff.trouble import message
from app.web import see_other, shared_device

WRONG: Final = N_("That did not work. Check the address and the password. After several tries, wait a few minutes.")
BUSY: Final = N_("Many people are signing in right now. Try again in a few seconds.")


def register(blueprint: Blueprint) -> None:
    """Add the routes. Before sign-in there is no session to hold a token; the request guard checks the origin."""
    blueprint.get("/")(home)
    blueprint.get("/sign-in")(sign_in)
    blueprint.post("/sign-in")(csrf.exempt(sign_in_post))
    blueprint.post("/sign-out")(sign_out)
    blueprint.get("/enrol/<token>", endpoint="enrol")(enrol_form)
    blueprint.post("/enrol/<token>")(csrf.exempt(enrol_post))


def home() -> Response:
    """Each role's own first page."""
    places = ("staff.queue", "staff.team", "staff.activity")
    return see_other(url_for(next(place for place in places if may(current_user.role, place))))


def sign_in() -> Response:
    """Who are you?"""
    if current_user.is_authenticated:
        return see_other(url_for("staff.home"))
    return _sign_in_page(200, "", request.args.get("next", ""))


def sign_in_post() -> Response:
    """Address and password; every refusal reads the same."""
    form = SignInForm()
    email, wanted = form.said("email"), form.said("next")
    try:
        user = signin.authenticate(email, form.said("password"))
    except passwords.TooBusy:
        return _sign_in_page(503, email, wanted, _(BUSY))
    if user is None:
        db.session.commit()
        return _sign_in_page(401, email, wanted, _(WRONG))
    return _signed_in(user, wanted)


def _signed_in(user: StaffUser, wanted: str = "") -> Response:
    login.sign_in(user)
    db.session.commit()
    response = see_other(wanted if _is_ours(wanted) else url_for("staff.home"))
    shared_device.take_back(response)
    return response


def _sign_in_page(status: int, email: str, wanted: str, error: str = "") -> Response:
    wanted = wanted if _is_ours(wanted) else ""
    return make_response(render_template("staff/sign_in.html", email=email, next=wanted, error=error), status)


def _is_ours(path: str) -> bool:
    """Whether an address stays on the staff side of this very application."""
    return path.startswith("/staff/") and path.isprintable() and "\\" not in path and not urlsplit(path).netloc


def sign_out() -> Response:
    """End the session."""
    login.sign_out()
    db.session.commit()
    return see_other(url_for("staff.sign_in"))


def enrol_form(token: str) -> Response:
    """The page behind a one-time link. Looking at it uses nothing up."""
    person = enrol.find(token)
    return _enrol_page(token, person, {"name": person.name}, {}) if person else _link_over()


def enrol_post(token: str) -> Response:
    """Use the link: set name and password, and come in."""
    form, person = EnrolForm(), enrol.find(token)
    if person is None:
        return _link_over()
    errors = {} if form.validate() else form.problems()
    if not errors:
        try:
            return _signed_in(enrol.redeem(token, form.said("password"), form.said("name")))
        except enrol.LinkOver:
            return _link_over()
        except (enrol.PasswordRefused, passwords.TooBusy) as refusal:
            db.session.rollback()
            errors = {"password": _(BUSY) if isinstance(refusal, passwords.TooBusy) else str(refusal)}
    return _enrol_page(token, person, {"name": form.said("name")}, errors)


def _enrol_page(token: str, person: enrol.Enrolment, values: dict[str, str], errors: dict[str, str]) -> Response:
    page = render_template(
        "staff/enrol.html", person=person, token=token, values=values, errors=errors, shortest=passwords.SHORTEST
    )
    return _without_referrer(make_response(page, 422 if errors else 200))


def _link_over() -> Response:
    db.session.rollback()
    text = _("It was used, or it is older than a day, or a newer one was made. Ask your administrator for a new link.")
    return _without_referrer(message(410, _("This link is over"), text))


def _without_referrer(response: Response) -> Response:
    """The address of this page is the secret: it must not travel on in a header."""
    response.headers["Referrer-Policy"] = "strict-origin"  # hides the token, and posts still say where they come from
    return response
