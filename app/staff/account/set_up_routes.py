"""Setting up an authenticator, by its picture and a first code, or a passkey; and the recovery codes, shown once."""

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from app.accounts import factor, halfway, setting_up
from app.accounts.passkey_answers import NotAccepted
from app.extensions import csrf, db
from app.staff.account.forms import CodeForm, PasskeyForm
from app.staff.account.sign_in_steps import come_in, ours
from app.staff.forms import wrong_factor
from app.staff.passkeys import ask_to_add, factors_of
from app.staff.qr import authenticator_code
from app.staff.shown_once import RECOVERY_CODES, keep, take
from app.web import see_other

_GROUP: Final = 4


def register(blueprint: Blueprint) -> None:
    """Add the routes. Before sign-in nothing can be forged in somebody's name; the request guard checks the origin."""
    blueprint.get("/sign-in/set-up")(set_up)
    blueprint.post("/sign-in/set-up")(csrf.exempt(set_up_post))
    blueprint.post("/sign-in/set-up/passkey")(csrf.exempt(ask_for_first_passkey))
    blueprint.get("/account/recovery-codes")(recovery_codes)


def set_up() -> Response:
    """What the authenticator has to know, and the other way."""
    return _page(200)


def ask_for_first_passkey() -> Response:
    """What the script of that page puts to the browser."""
    return ask_to_add(halfway.required().user)


def set_up_post() -> Response:
    """A first code shows that it knows it, or a passkey was made. The recovery codes wait for the next page."""
    here = halfway.required()
    try:
        codes = _set_up(here)
    except NotAccepted:
        db.session.commit()
        codes = None
    if codes is None:
        db.session.rollback()
        return _page(401, wrong_factor(request.form))
    response = come_in(here.user, url_for("staff.recovery_codes"))
    keep(RECOVERY_CODES, codes=codes, then=here.wanted)
    return response


def _set_up(here: halfway.Halfway) -> list[str] | None:
    form, made = CodeForm(), PasskeyForm()
    if form.said("passkey"):
        return setting_up.by_passkey(here, form.said("passkey"), made.said("passkey_name"))
    return setting_up.by_code(here, form.said("otp"))


def recovery_codes() -> Response:
    """The new codes, once."""
    new = take(RECOVERY_CODES)
    if new is None:
        return see_other(url_for("staff.account"))
    then = ours(new["then"]) or url_for("staff.home")
    page = render_template("staff/account/recovery_codes.html", codes=new["codes"], then=then)
    return make_response(page)


def _page(status: int, errors: dict[str, str] | None = None) -> Response:
    here = halfway.required()
    if here.seed is None:
        return see_other(url_for("staff.code"))
    address = factor.address_of(here.seed, here.user.email)
    page = render_template(
        "staff/account/set_up.html",
        errors=errors or {},
        factors=factors_of(here.user),
        address=address,
        picture=authenticator_code(address),
        secret=" ".join(here.seed[at : at + _GROUP] for at in range(0, len(here.seed), _GROUP)),
    )
    return make_response(page, status)
