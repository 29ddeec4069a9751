"""Setting up an authenticator: its picture, a first code, and the recovery codes, which are shown once."""

from typing import Final

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import gettext as _

from app.accounts import factor, halfway
from app.extensions import csrf, db
from app.staff.account.forms import CodeForm
from app.staff.account.sign_in_steps import come_in, ours
from app.staff.forms import WRONG_CODE
from app.staff.qr import authenticator_code
from app.staff.shown_once import RECOVERY_CODES, keep, take
from app.web import see_other

_GROUP: Final = 4


def register(blueprint: Blueprint) -> None:
    """Add the routes. Before sign-in nothing can be forged in somebody's name; the request guard checks the origin."""
    blueprint.get("/sign-in/set-up")(set_up)
    blueprint.post("/sign-in/set-up")(csrf.exempt(set_up_post))
    blueprint.get("/account/recovery-codes")(recovery_codes)


def set_up() -> Response:
    """What the authenticator has to know."""
    return _page(200)


def set_up_post() -> Response:
    """A first code shows that it knows it. The recovery codes wait in one's own session for the next page."""
    here = halfway.required()
    codes = factor.set_up(here.user, here.seed, CodeForm().said("otp")) if here.seed else None
    if codes is None:
        db.session.rollback()
        return _page(401, {"otp": _(WRONG_CODE)})
    come_in(here.user)
    keep(RECOVERY_CODES, codes=codes, then=here.wanted)
    return see_other(url_for("staff.recovery_codes"))


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
        address=address,
        picture=authenticator_code(address),
        secret=" ".join(here.seed[at : at + _GROUP] for at in range(0, len(here.seed), _GROUP)),
    )
    return make_response(page, status)
