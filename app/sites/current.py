"""Which centre: by its id, or by the address that people were given. Read once a request, and never kept longer."""

from dataclasses import replace
from typing import Final

from flask import g, has_request_context

from app.sites import store
from app.sites.of_settings import site_of_settings
from app.sites.site import Site
from app.sites.way_in import is_way_in

DEFAULT: Final = "default"


def site_of(site_id: str) -> Site:
    """The centre of this id; what the settings say, under this id, as long as nobody has saved it."""
    if not has_request_context():
        return _read(site_id)
    known: dict[str, Site] = g.setdefault("sites", {})
    if site_id not in known:
        known[site_id] = _read(site_id)
    return known[site_id]


def default_site() -> Site:
    """The centre at the plain address."""
    return site_of(DEFAULT)


def site_at(way_in: str) -> Site | None:
    """The centre that people come to with this code, however it is capitalised."""
    code = way_in.lower()
    return store.find_by_way_in(code) if is_way_in(code) else None


def every_site() -> list[Site]:
    """The default centre, then the others by name."""
    return [default_site(), *(site for site in store.saved_sites() if site.id != DEFAULT)]


def forget_what_was_read() -> None:
    """A centre changes: whoever asks for it from now on reads it anew."""
    if has_request_context():
        g.pop("sites", None)


def _read(site_id: str) -> Site:
    return store.find(site_id) or replace(site_of_settings(), id=site_id)
