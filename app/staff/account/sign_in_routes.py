"""Coming in and going out: address and password, then a code or a passkey, and the sign-out."""

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import StaffUser, factor, halfway, passkeys, passwords, recovery, signin, staff_session
from app.extensions import N_, csrf, db
from app.staff import entry_session
from app.staff.access import may
from app.staff.account import known_browser
from app.staff.account.forms import CodeForm, SignInForm
from app.staff.account.sign_in_steps import BUSY, ask_for_factor, come_in, ours
from app.staff.entry.pages import begun_view
from app.staff.forms import wrong_factor
from app.staff.passkeys import ask_to_use, factors_of
from app.web import see_other

WRONG: Final = N_("That did not work. Check the address and the password. After several tries, wait a few minutes.")


def register(blueprint: Blueprint) -> None:
    """Add the routes. Before sign-in nothing can be forged in somebody's name; the request guard checks the origin."""
    blueprint.get("/")(home)
    blueprint.get("/sign-in")(sign_in)
    blueprint.post("/sign-in")(csrf.exempt(sign_in_post))
    blueprint.get("/sign-in/code")(code)
    blueprint.post("/sign-in/code")(csrf.exempt(code_post))
    blueprint.post("/sign-in/code/passkey")(csrf.exempt(ask_for_passkey))
    blueprint.post("/sign-out")(sign_out)


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
        user = signin.authenticate(email, form.said("password"), known_browser.caller(email))
    except passwords.TooBusy:
        return _come_back_soon(_sign_in_page(503, email, wanted, _(BUSY)))
    if user is None:
        db.session.commit()
        return _sign_in_page(401, email, wanted, _(WRONG))
    return ask_for_factor(user, wanted)


def _come_back_soon(response: Response) -> Response:
    response.headers["Retry-After"] = "5"
    return response


def _sign_in_page(status: int, email: str, wanted: str, error: str = "") -> Response:
    page = render_template("staff/account/sign_in.html", email=email, next=ours(wanted), error=error)
    return make_response(page, status)


def code() -> Response:
    """Which code does your authenticator show? Or use a passkey."""
    return _code_page(200)


def ask_for_passkey() -> Response:
    """What the script of that page puts to the browser."""
    return ask_to_use(halfway.required().user)


def code_post() -> Response:
    """A code, a passkey, or a recovery code, which leads on to setting up anew. Every refusal reads the same."""
    form, here = CodeForm(), halfway.required()
    if here.seed:
        return see_other(url_for("staff.set_up"))
    if form.said("recovery"):
        if recovery.use(here.user, form.said("recovery")):
            return ask_for_factor(here.user, here.wanted, anew=True, lost=True)
    elif _is_right(here.user, form):
        return come_in(here.user, here.wanted)
    db.session.commit()
    return _code_page(401, wrong_factor(request.form))


def _is_right(user: StaffUser, form: CodeForm) -> bool:
    if form.said("passkey"):
        return passkeys.accept(user, form.said("passkey"))
    return factor.accept(user, form.said("otp"))


def _code_page(status: int, errors: dict[str, str] | None = None) -> Response:
    factors = factors_of(halfway.required().user)
    return make_response(render_template("staff/account/code.html", errors=errors or {}, factors=factors), status)


def sign_out() -> Response:
    """End the session. What is being entered goes with it, and only if whoever leaves was told so."""
    begun = entry_session.under_way()
    if begun and "anyway" not in request.form:
        return make_response(render_template("staff/entry/leaving.html", begun=begun_view(begun.draft)), 409)
    entry_session.drop()
    staff_session.sign_out()
    db.session.commit()
    return see_other(url_for("staff.sign_in"))
