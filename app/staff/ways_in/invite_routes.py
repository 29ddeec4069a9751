"""Links that begin a screening: made, shown once, printed on a sheet, withdrawn."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import clock, db
from app.intake.arriving import invites
from app.settings import current_settings
from app.staff.here import times
from app.staff.message import message
from app.staff.shown_once import LINK, SHEET, keep, take
from app.staff.ways_in.forms import LinkForm, SheetForm
from app.staff.ways_in.invites import LinkView, invite_views, link_view
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/invites", endpoint="invites")(list_invites)
    blueprint.post("/invites")(make_link)
    blueprint.post("/invites/sheet")(make_sheet)
    blueprint.get("/invites/sheet")(sheet)
    blueprint.post("/invites/<invite_id>/withdraw")(withdraw_link)


def list_invites() -> Response:
    """Every link of the site, and the forms for more."""
    return _page(200)


def make_link() -> Response:
    """Make one link. It waits in one's own session and is shown on the next page, once."""
    form = LinkForm()
    if not form.validate():
        return _page(422, link=(form.typed(), form.problems()))
    token = invites.make_invite(current_user, label=form.said("label"), days=form.number("days"))
    db.session.commit()
    keep_link(form.said("label"), token, form.number("days"))
    return see_other(url_for("staff.invites"))


def keep_link(label: str, token: str, days: int) -> None:
    """Let a new link wait for the page of links."""
    keep(LINK, label=label, tokens=[token], until=_until(days))


def make_sheet() -> Response:
    """Make a sheet of links for as many people. They wait in one's own session for the sheet, which is shown once."""
    form = SheetForm()
    if not form.validate():
        return _page(422, sheet=(form.typed(), form.problems()))
    tokens = [_make_one_of(form, number) for number in range(1, form.number("count") + 1)]
    db.session.commit()
    keep(SHEET, tokens=tokens, until=_until(form.number("days")))
    return see_other(url_for("staff.sheet"))


def _make_one_of(form: SheetForm, number: int) -> str:
    label = f"{form.said('label')} {number}/{form.number('count')}".strip()
    return invites.make_invite(current_user, label=label, days=form.number("days"))


def sheet() -> Response:
    """The sheet, at the moment it is made and never again."""
    made = take(SHEET)
    if made is None:
        again = _("A sheet is shown once, because nobody keeps its links. If it was not printed, make a new one.")
        return message(410, _("This sheet is not here any more"), again)
    return make_response(render_template("staff/ways_in/sheet.html", links=_links(made)))


def withdraw_link(invite_id: str) -> Response:
    """Take a link back that nobody has used."""
    invites.withdraw(invite_id, current_user)
    db.session.commit()
    return see_other(url_for("staff.invites"))


Tried = tuple[dict[str, str], dict[str, str]]  # what was typed, and what is wrong with it


def _page(status: int, *, link: Tried = ({}, {}), sheet: Tried = ({}, {})) -> Response:
    made = take(LINK)
    seen = invites.invites_of(current_user)
    db.session.commit()
    page = render_template(
        "staff/ways_in/invites.html",
        made=made and {"label": made["label"], "link": _links(made)[0]},
        link=link,
        sheet=sheet,
        days=invites.DAYS,
        most_on_a_sheet=invites.MOST_ON_A_SHEET,
        invites=invite_views(seen, times()),
        cut_at=invites.MOST_SHOWN if len(seen) == invites.MOST_SHOWN else None,
    )
    return make_response(page, status)


def _until(days: int) -> str:
    return (clock.now() + timedelta(days=days)).isoformat()


def _links(made: dict[str, Any]) -> list[LinkView]:
    zone = times().zone
    until = datetime.fromisoformat(made["until"])
    link_to = current_settings().link_to
    return [link_view(link_to(f"/i/{token}"), until, zone) for token in made["tokens"]]
