"""Which centre a page of the person's side belongs to: its name if it may be shown, its look, where leaving leads."""

import logging
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, g, has_request_context, request, session

from app.sites import Site, default_site, site_at, site_of, site_of_settings
from app.web import shared_device

log = logging.getLogger(__name__)
_KEPT: Final = "site"
_WAY_IN: Final = "/at/"


def page_site() -> Site:
    """The centre that the page shows, else that of the visit, else that of the way in, else the default one.

    Never raises, whatever cannot be read: a page that says so still needs a place to leave for.
    """
    if not has_request_context():
        return site_of_settings()
    if "page_site" not in g:
        g.page_site = _find()
    found: Site = g.page_site
    return found


def show(site: Site) -> None:
    """This page is about another centre than the visit."""
    g.page_site = site


def belong_to(site: Site) -> None:
    """The visit that begins now is at this centre."""
    session[_KEPT] = site.id
    show(site)


def _find() -> Site:
    site_id: str | None = session.get(_KEPT)
    try:
        return site_of(site_id) if site_id else site_at(_way_in()) or default_site()
    except Exception as error:
        log.warning("a centre cannot be read: %s", type(error).__name__)
        return replace(site_of_settings(), id=site_id) if site_id else site_of_settings()


def _way_in() -> str:
    """The code in this page's address or in that of the page before it: no browser keeps it before somebody begins."""
    said = urlsplit(request.referrer or "")
    before = said.path.removeprefix(_WAY_IN) if said.netloc == request.host and said.path.startswith(_WAY_IN) else ""
    return request.args.get("at", before)


def leave_url() -> str:
    """Where leaving leads: on a device of the centre, to rest."""
    return shared_device.RESTING_PAGE if shared_device.is_shared() else page_site().leave_url


def init_app(app: Flask) -> None:
    """Let templates ask. Staff pages do not, and cost no reading."""
    app.jinja_env.globals.update(page_site=page_site, leave_url=leave_url)
    app.context_processor(lambda: {"shared": shared_device.is_shared()})
