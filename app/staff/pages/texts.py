"""The help lines and texts that the person meets, and who has checked each of them."""

from datetime import date
from typing import Final, NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _

from app.crisis.resources import Channel, Resource, resources
from app.extensions import N_
from app.leaflets import Leaflet, leaflets
from app.screening.sign_off import SignOff, sign_offs
from app.web.language import LANGUAGES, reviewed

CONFIDENCE: Final = {
    "read": N_("read with the service itself or with an authority"),
    "second-hand": N_("read elsewhere; more than one place agrees"),
    "recalled": N_("known from the literature, not read again"),
}
SIGNED: Final = {
    "thresholds": N_("Thresholds: which answers raise which level"),
    "crisis_wording": N_("Crisis wording: help pages, letter, leaflets"),
    "contact_targets": N_("Contact targets: by when somebody acts"),
}
CATALOGUE_WORDS: Final = {
    "texts": N_("Help, letter, leaflets and our own questions"),
    "person": N_("The other words on the pages of the person"),
    "staff": N_("The pages of staff"),
}
TESTS: Final = {
    "call": N_("Call %(number)s. The line itself should answer."),
    "text": N_("%(number)s. An answer should come."),
    "tty": N_("By TTY, dial %(number)s. The relay or the line should answer."),
    "video": N_("By video in sign language: %(number)s. Somebody should answer in ASL."),
    "chat": N_("Open %(number)s. It should offer a chat."),
    "web": N_("Open %(number)s. The site should be the one named."),
}


class LineView(NamedTuple):
    """One help line as staff see it. `tests` is empty for a number that nobody may dial for a test."""

    name: str
    about: str
    checked: str
    check_by: str
    stale: bool
    source: str
    confidence: str
    note: str | None
    tests: list[str]


class LeafletView(NamedTuple):
    """One leaflet as staff see it."""

    title: str
    paragraphs: tuple[str, ...]
    written: str
    sources: tuple[str, ...]
    reviewed: str | None


def stale_lines(today: date) -> int:
    """How many help lines somebody should check again."""
    return sum(line.is_stale(today) for line in resources().values())


def line_views(today: date) -> list[LineView]:
    """Every help line; those to be checked again come first."""
    lines = sorted(resources().values(), key=lambda line: not line.is_stale(today))
    return [_line(line, today) for line in lines]


def leaflet_views() -> list[LeafletView]:
    """Every leaflet."""
    return [_leaflet(leaflet) for leaflet in leaflets().values()]


def translation_views() -> list[tuple[str, str, str | None]]:
    """Every catalogue of another language: the language, what it holds, and who has reviewed it."""
    return [
        (LANGUAGES[language], _(CATALOGUE_WORDS[name]), reviewer)
        for language in LANGUAGES
        for name, reviewer in reviewed(language).items()
    ]


def sign_off_views() -> list[tuple[str, str | None]]:
    """What a clinical lead has to answer for, and who does."""
    record = sign_offs()
    return [(_(words), _signed(getattr(record, part))) for part, words in SIGNED.items()]


def _line(line: Resource, today: date) -> LineView:
    return LineView(
        name=_(line.name),
        about=_(line.about),
        checked=_day(line.checked_on),
        check_by=_day(line.expires_on),
        stale=line.is_stale(today),
        source=line.source,
        confidence=_(CONFIDENCE[line.confidence]),
        note=line.note,
        tests=[] if line.emergency else [_test(way) for way in line.channels],
    )


def _test(way: Channel) -> str:
    number = way.action if way.kind == "text" else way.shown
    return _(TESTS[way.kind], number=f"{number} ({way.after})" if way.after else number)


def _leaflet(leaflet: Leaflet) -> LeafletView:
    written = _by(leaflet.author, leaflet.written_on)
    reviewed = _by(leaflet.reviewer, leaflet.reviewed_on) if leaflet.reviewed_on else None
    return LeafletView(leaflet.title, leaflet.paragraphs, written, leaflet.sources, reviewed)


def _signed(part: SignOff) -> str | None:
    return _by(f"{part.by} ({part.credential})", part.on) if part.on else None


def _by(who: str, day: date) -> str:
    return _("%(who)s, %(day)s", who=who, day=_day(day))


def _day(day: date) -> str:
    words: str = format_date(day, "d MMM y")
    return words
