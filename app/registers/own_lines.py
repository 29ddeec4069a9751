"""Help lines of a centre's own: shown after the national ones where they fit, never in their place."""

import logging
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa
from flask_babel import gettext as _
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from app.accounts import StaffUser
from app.activity import record
from app.crisis.resources import Channel, HelpLine, resources
from app.extensions import N_, clock, db, in_own_transaction
from app.registers.models import OwnLine
from app.sites import site_of

OWN: Final = "own_"  # what the id of such a line begins with, so that it is never the id of one in the file
NATIONAL: Final = frozenset({"988", "911"})
WAYS: Final = ("call", "text", "web")
LONGEST: Final = {
    column.name: column.type.length or 0 for column in OwnLine.__table__.columns if isinstance(column.type, sa.String)
}
SAID: Final = ("name", "about", "fits", "hours", "area", "languages", *WAYS)
SOURCE: Final = N_("Added by staff of this center")
log = logging.getLogger(__name__)


class NoSuchLine(LookupError):
    """There is none of this id at the staff member's site."""


def add_line(staff: StaffUser, said: Mapping[str, str]) -> dict[str, str]:
    """Add a line to the staff member's site. Returns what is wrong, by field."""
    line, problems = checked_line(said)
    if problems:
        return problems
    today = site_of(staff.site_id).day_of(clock.now())
    row = OwnLine(site_id=staff.site_id, made_by=staff.id, made_on=today, **line)
    db.session.add(row)
    db.session.flush()
    record("line.add", subject=("line", row.id), actor=staff)
    return {}


def checked_line(said: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """A line as it is kept, and what is wrong with it, by field."""
    ways = {"call": _dial(said["call"]), "text": _dial(said["text"]), "web": _host(said["web"])}
    return dict(said) | ways, _problems(ways) | _passes_for_national(said["name"])


def switch_line(staff: StaffUser, line_id: str, *, on: bool) -> None:
    """Show a line or show it no more; what it says stays on record. Raises NoSuchLine."""
    mine = sa.select(OwnLine).where(OwnLine.id == line_id, OwnLine.site_id == staff.site_id)
    row = db.session.scalar(mine.with_for_update())
    if row is None:
        raise NoSuchLine
    if (row.off_at is None) != on:
        row.off_at, row.off_by = (None, None) if on else (clock.now(), staff.id)
        record("line.on" if on else "line.off", subject=("line", row.id), actor=staff)


def lines_at(site_id: str) -> list[tuple[HelpLine, bool]]:
    """Every line of a site, and whether it is shown; in the order they were added."""
    query = sa.select(OwnLine).where(OwnLine.site_id == site_id).order_by(OwnLine.made_on, OwnLine.id)
    with in_own_transaction(writes=False) as connection:
        return [(_help_line(row), row.off_at is None) for row in connection.execute(query)]


def said_at(site_id: str) -> list[tuple[dict[str, str], bool]]:
    """What every line of a site says, as it is kept, and whether it is shown; in the order they were added."""
    query = sa.select(OwnLine).where(OwnLine.site_id == site_id).order_by(OwnLine.made_on, OwnLine.id)
    return [({name: getattr(row, name) for name in SAID}, row.off_at is None) for row in db.session.scalars(query)]


def shown_at(site_id: str) -> tuple[HelpLine, ...]:
    """The lines that people at a site are shown. None of them if the database fails: the national ones need none."""
    try:
        return tuple(line for line, shown in lines_at(site_id) if shown)
    except SQLAlchemyError as error:
        log.error("a centre's own help lines could not be read: %s", type(error).__name__)
        return ()


def _help_line(row: sa.Row[Any]) -> HelpLine:
    ways = {way: getattr(row, way) for way in WAYS if getattr(row, way)}
    return HelpLine(
        id=OWN + row.id,
        name=row.name,
        about=" ".join(_sentence(text) for text in (row.about, row.hours, row.area) if text),
        audience=row.fits,
        hours=row.hours or "-",
        languages=tuple(row.languages.split()),
        priority=9,
        own=True,
        checked_on=row.made_on,
        source=SOURCE,
        confidence="read",
        channels=tuple(_channel(way, value) for way, value in ways.items()),
    )


def _channel(way: str, value: str) -> Channel:
    return Channel.model_validate({"kind": way, "site" if way == "web" else "dial": value})


def _problems(ways: Mapping[str, str]) -> dict[str, str]:
    if not any(ways.values()):
        return {"call": _("Write a number to call, a number to text or a website.")}
    wrong = {way: _wrong(way, value) for way, value in ways.items() if value}
    return {way: problem for way, problem in wrong.items() if problem}


def _passes_for_national(name: str) -> dict[str, str]:
    """Whoever reads a name that they know dials what stands beside it."""
    plain, known = _letters(name), (_letters(line.name) for line in resources().values())
    if any(number in plain for number in NATIONAL) or any(one in plain for one in known):
        return {"name": _("A national line has this name. Choose another one.")}
    return {}


def _letters(name: str) -> str:
    """Letters and digits alone, however they are written: spaces, accents and full-width signs make no other name."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if sign.isalnum())


def _wrong(way: str, value: str) -> str:
    if value in NATIONAL:
        return _("988 and 911 stand on every page already.")
    try:
        _channel(way, value)
    except ValidationError:
        if way == "web":
            return _("Write only the name of the site, such as example.org.")
        return _("Write a number that can be dialed: ten digits, or a short number of three, five or six.")
    return ""


def _dial(typed: str) -> str:
    """The digits of a number, or what was typed if something else is in it: no pauses and no menu digits."""
    plain = "".join(sign for sign in typed if sign not in " -().")
    return plain.removeprefix("+")


def _host(typed: str) -> str:
    return typed.lower().removeprefix("https://").removeprefix("http://").rstrip("/")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
