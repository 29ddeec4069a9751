"""Other systems: tokens by which they come in are made here, shown once, agreed to and revoked."""

from collections.abc import Callable

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_login import current_user

from app.accounts.api_tokens import NotAgreed, Scope, agree, make_token, revoke, tokens_of
from app.extensions import db
from app.staff.access import may
from app.staff.here import times
from app.staff.message import refused
from app.staff.office.token_form import TokenForm
from app.staff.office.tokens import day_choices, scope_choices, token_views
from app.staff.shown_once import TOKEN, keep, take
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/tokens", endpoint="tokens")(show_tokens)
    blueprint.post("/tokens", endpoint="make_token")(keep_new_token)
    blueprint.post("/tokens/<token_id>/agree", endpoint="agree_token")(agree_to)
    blueprint.post("/tokens/<token_id>/revoke", endpoint="revoke_token")(take_back)


def show_tokens() -> Response:
    """Every token of the site, and a form for the next one."""
    return _page(200, {}, {})


def keep_new_token() -> Response:
    """Make a token. It waits in the administrator's own session and is shown on the next page, once."""
    form = TokenForm()
    if not form.validate():
        return _page(422, form.values(), form.problems())
    secret = make_token(current_user, form.said("name"), form.chosen(), int(form.said("days")))
    db.session.commit()
    keep(TOKEN, system=form.said("name"), secret=secret, waits=Scope.COPIES in form.chosen())
    return see_other(url_for("staff.tokens"))


def agree_to(token_id: str) -> Response:
    """Let a token that waits work."""
    return _changed(lambda: agree(token_id, current_user))


def take_back(token_id: str) -> Response:
    """Let a token never work again."""
    return _changed(lambda: revoke(token_id, current_user))


def _changed(change: Callable[[], None]) -> Response:
    try:
        change()
    except NotAgreed as refusal:
        return refused(refusal)
    db.session.commit()
    return see_other(url_for("staff.tokens"))


def _page(status: int, values: dict[str, object], errors: dict[str, str]) -> Response:
    page = render_template(
        "staff/office/tokens.html",
        tokens=token_views(tokens_of(current_user.site_id), current_user, times()),
        scopes=scope_choices(),
        days=day_choices(),
        values=values,
        errors=errors,
        may_make=may(current_user.role, "staff.make_token"),
        made=take(TOKEN),
    )
    return make_response(page, status)
