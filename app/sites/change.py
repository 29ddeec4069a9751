"""Changing a centre, and adding one. Two administrators at once never overwrite each other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.activity import Actor, record
from app.extensions import db, public_id
from app.sites.current import forget_what_was_read, site_of
from app.sites.logo import check_logo, mark_of, picture_alone
from app.sites.models import SiteRow
from app.sites.of_settings import site_of_settings
from app.sites.site import Site
from app.sites.store import columns_of
from app.sites.way_in import new_way_in


class SiteChanged(Exception):
    """Somebody else changed this centre since the page was opened."""


class NoSuchSite(Exception):
    """No centre of this id was ever added."""


def save_site(site: Site, actor: Actor) -> None:
    """Keep a centre as it is given; `site.edition` is the one that the page was made from. The caller commits.

    The log names what changed, and never how. Raises SiteChanged.
    """
    _change(site.id, site.edition, actor, columns_of(site))


def save_logo(site_id: str, edition: int, content: bytes, actor: Actor) -> None:
    """Keep a logo. The caller commits. Raises LogoRefused, SiteChanged."""
    check_logo(content)
    kept = picture_alone(content)
    _change(site_id, edition, actor, {"logo": kept, "logo_mark": mark_of(kept)})


def remove_logo(site_id: str, edition: int, actor: Actor) -> None:
    """Have no logo any more. The caller commits. Raises SiteChanged."""
    _change(site_id, edition, actor, {"logo": None, "logo_mark": ""})


def add_site(name: str, zone: str, hours: str, actor: Actor | None) -> Site:
    """Add a centre, with everything else as the settings have it. The caller commits."""
    new = replace(site_of_settings(), id=public_id(), name=name, zone=zone, hours=hours, phone="", show_name=False)
    site = replace(new, way_in=new_way_in(), edition=1)
    db.session.add(SiteRow(**columns_of(site)))
    record("site.added", subject=("site", site.id), actor=actor)
    return site


def open_site(site_id: str, actor: Actor, *, active: bool) -> None:
    """Let people begin at a centre, or no longer; who began goes on. The caller commits. Raises NoSuchSite."""
    row = db.session.get(SiteRow, site_id, with_for_update=True)
    if row is None:
        raise NoSuchSite
    if row.active != active:
        row.active = active
        record("site.opened" if active else "site.shut", subject=("site", site_id), actor=actor)


def _change(site_id: str, edition: int, actor: Actor, values: Mapping[str, Any]) -> None:
    """Write what is not as it was."""
    row = _row(site_id)
    if row.edition != edition:
        raise SiteChanged
    changed = {name: value for name, value in values.items() if name != "edition" and getattr(row, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(row, name, value)
    db.session.add(row)
    _write()
    record("site.changed", subject=("site", site_id), actor=actor, fields=sorted(changed.keys() - {"logo_mark"}))


def _row(site_id: str) -> SiteRow:
    """The row, held until the transaction ends; a new one for a centre that nobody has saved yet."""
    row = db.session.get(SiteRow, site_id, with_for_update=True, populate_existing=True)
    return row or SiteRow(**columns_of(site_of(site_id)))


def _write() -> None:
    """Two who save a centre for the first time at the same moment meet here."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise SiteChanged from error
    forget_what_was_read()
