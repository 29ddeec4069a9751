"""All sites of this installation. Administrators of the default site add one, with whoever looks after it first."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts import enrol
from app.extensions import db
from app.settings import current_settings
from app.sites import default_site, every_site
from app.sites.change import add_site, open_site
from app.staff.office.joining_link import keep_link, problems_of, take_link
from app.staff.office.site_form import AddSiteForm
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/sites", endpoint="sites")(show_sites)
    blueprint.post("/sites", endpoint="add_site")(keep_new_site)
    blueprint.post("/sites/<site_id>/open", endpoint="open_site")(switch_site)


def show_sites() -> Response:
    """Each site with the address of its first page."""
    return _page(200, {"zone": default_site().zone}, {})


def keep_new_site() -> Response:
    """Add a site. The link of its first administrator waits in one's own session and is shown once."""
    form = AddSiteForm()
    errors = problems_of(form, lambda: _add(form))
    if not errors:
        return see_other(url_for("staff.sites"))
    return _page(422, form.typed(), errors)


def switch_site(site_id: str) -> Response:
    """Let people begin there, or no longer."""
    open_site(site_id, current_user, active=request.form.get("open") == "yes")
    db.session.commit()
    return see_other(url_for("staff.sites"))


def _add(form: AddSiteForm) -> None:
    site = add_site(form.said("name"), form.said("zone"), form.said("hours"), current_user)
    if email := form.said("email"):
        keep_link(email, enrol.invite(email, "admin", site.id, actor=current_user))


def _page(status: int, values: dict[str, str], errors: dict[str, str]) -> Response:
    link_to = current_settings().link_to
    page = render_template(
        "staff/office/sites.html",
        sites=[(site, link_to(site.first_page)) for site in every_site()],
        values=values,
        errors=errors,
        link=take_link(),
    )
    return make_response(page, status)
