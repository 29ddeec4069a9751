"""One's own site: what it is called, when somebody is in, what it asks, by when it answers, how it looks."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import db
from app.instruments import catalogue
from app.settings import current_settings
from app.sites.change import SiteChanged, remove_logo, save_logo, save_site
from app.sites.colour import ACCENTS
from app.sites.logo import LogoRefused
from app.staff.here import own_site
from app.staff.office.site_form import LABELS, SiteForm, values_of
from app.staff.office.site_preview import Asked, asked, module_titles
from app.staff.shown_once import SITE_SAVED, keep, take
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/site", endpoint="site")(show_site)
    blueprint.post("/site", endpoint="save_site")(keep_site)
    blueprint.post("/site/logo", endpoint="keep_logo")(keep_logo)
    blueprint.post("/site/logo/remove", endpoint="remove_logo")(take_logo_away)


def show_site() -> Response:
    """The site as it stands."""
    return _page(200, values_of(own_site()))


def keep_site() -> Response:
    """Save it, or show what a choice of parts would ask, which keeps nothing."""
    form = SiteForm()
    if "preview" in request.form:
        return _page(200, form.typed(), preview=asked(form.chosen()), edition=form.read_edition())
    if not form.validate():
        return _page(422, form.typed(), form.problems(), edition=form.read_edition())
    try:
        save_site(form.site(own_site()), current_user)
    except SiteChanged:
        db.session.rollback()
        return _page(409, form.typed(), theirs=_theirs(form))
    return _saved()


def keep_logo() -> Response:
    """Keep the picture that came with the form."""
    form, file = SiteForm(), request.files.get("logo")
    try:
        save_logo(current_user.site_id, form.read_edition(), file.read() if file else b"", current_user)
    except LogoRefused as refusal:
        return _page(422, values_of(own_site()), {"logo": _(str(refusal))})
    except SiteChanged:
        return _late()
    return _saved()


def take_logo_away() -> Response:
    """Have no logo any more."""
    try:
        remove_logo(current_user.site_id, SiteForm().read_edition(), current_user)
    except SiteChanged:
        return _late()
    return _saved()


def _saved() -> Response:
    db.session.commit()
    keep(SITE_SAVED)
    return see_other(url_for("staff.site"))


def _late() -> Response:
    db.session.rollback()
    return _page(409, values_of(own_site()), theirs=[])


def _theirs(form: SiteForm) -> list[tuple[str, str]]:
    """What stands there now where it is not what was typed: by label."""
    typed, now = form.typed(), values_of(own_site())
    return [(_(label), _said(now[name])) for name, label in LABELS.items() if str(now[name]) != str(typed[name])]


def _said(value: object) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case tuple():
            return ", ".join(module_titles(value).values()) or _("None")
    return str(value).replace("\n", ", ") or _("Nothing")


def _page(
    status: int,
    values: dict[str, Any],
    errors: dict[str, str] | None = None,
    *,
    theirs: list[tuple[str, str]] | None = None,
    preview: Asked | None = None,
    edition: int | None = None,
) -> Response:
    page = render_template(
        "staff/office/site.html",
        site=own_site(),
        values=values,
        errors=errors or {},
        theirs=theirs,
        preview=preview,
        edition=own_site().edition if edition is None else edition,
        saved=take(SITE_SAVED) is not None,
        labels={name: _(label) for name, label in LABELS.items()},
        titles=module_titles(catalogue().modules),
        accents=ACCENTS,
        address=current_settings().link_to(own_site().first_page),
    )
    return make_response(page, status)
