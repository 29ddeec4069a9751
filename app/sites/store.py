"""Reading centres. Each reading is a short transaction of its own: every page asks, also one that writes.

A row that somebody damaged takes no page down: the choices of the settings stand in for it until it is saved anew.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from app.extensions import in_own_transaction
from app.sites.models import SiteRow
from app.sites.of_settings import site_of_settings
from app.sites.site import Site, Targets

log = logging.getLogger(__name__)
_TABLE: Final = SiteRow.__table__
_WITHOUT_LOGO: Final = [column for column in _TABLE.columns if column.name != "logo"]
_BY_ID: Final = sa.select(*_WITHOUT_LOGO).where(_TABLE.c.id == sa.bindparam("site_id"))  # built once: every page asks
_AS_THEY_ARE: Final = (
    *("id", "name", "zone", "phone", "hours", "show_name", "youth_age", "leave_url"),
    *("accent_light", "accent_dark", "logo_mark", "way_in", "active", "edition"),
)
_STILL_ITS_OWN: Final = ("id", "name", "phone", "logo_mark", "way_in", "active", "edition")  # cannot break a page


def find(site_id: str) -> Site | None:
    """The centre of this id, if it has a row."""
    with in_own_transaction(writes=False) as connection:
        row = connection.execute(_BY_ID, {"site_id": site_id}).mappings().one_or_none()
    return _sound(row) if row else None


def find_by_way_in(code: str) -> Site | None:
    """The centre whose first page has this code in its address, as long as it takes people in."""
    return next(iter(_sites(_TABLE.c.way_in == code, _TABLE.c.active)), None)


def saved_sites() -> list[Site]:
    """Every centre that has a row, by name."""
    return sorted(_sites(), key=lambda site: (site.name.casefold(), site.id))


def find_logo(mark: str) -> bytes | None:
    """The picture of this mark."""
    with in_own_transaction(writes=False) as connection:
        found: bytes | None = connection.scalar(sa.select(_TABLE.c.logo).where(_TABLE.c.logo_mark == mark).limit(1))
    return found


def columns_of(site: Site) -> dict[str, Any]:
    """What stands in the row of a centre, but for its logo."""
    return {
        **{name: getattr(site, name) for name in _AS_THEY_ARE},
        "holidays": ", ".join(day.isoformat() for day in sorted(site.holidays)),
        "modules": ",".join(site.modules),
        "imminent_minutes": int(site.targets.imminent / timedelta(minutes=1)),
        "elevated_days": site.targets.elevated_working_days,
        "routine_days": site.targets.routine_working_days,
    }


def _sites(*which: sa.ColumnElement[bool]) -> list[Site]:
    with in_own_transaction(writes=False) as connection:
        rows = connection.execute(sa.select(*_WITHOUT_LOGO).where(*which)).mappings().all()
    return [_sound(row) for row in rows]


def _sound(row: Mapping[Any, Any]) -> Site:
    """The centre of a row, if all that it chose can be used."""
    try:
        return _checked(tuple(row.items()))
    except Exception as error:  # whatever it is: it comes from what stands in the row
        log.error("the row of a centre cannot be used: %s", type(error).__name__)
        return replace(site_of_settings(), **{name: row[name] for name in _STILL_ITS_OWN})


@lru_cache(maxsize=256)  # a row that says what it said before is the same centre
def _checked(chosen: tuple[tuple[str, Any], ...]) -> Site:
    site = _site(dict(chosen))
    site.check()
    return site


def _site(row: Mapping[str, Any]) -> Site:
    minutes = timedelta(minutes=row["imminent_minutes"])
    return Site(
        **{name: row[name] for name in _AS_THEY_ARE},
        holidays=frozenset(date.fromisoformat(day) for day in _listed(row["holidays"])),
        modules=tuple(_listed(row["modules"])),
        targets=Targets(minutes, row["elevated_days"], row["routine_days"]),
    )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
