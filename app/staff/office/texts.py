"""The help lines and texts that the person meets, and who has checked each of them."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _

from app.accounts import names_of
from app.crisis.resources import Channel
from app.extensions import N_
from app.leaflets import Leaflet, leaflets
from app.registers.line_checks import CheckedLine
from app.registers.sign_offs import Signature, latest
from app.registers.signed_parts import PARTS
from app.web.language import LANGUAGES, reviewed

CONFIDENCE: Final = {
    "read": N_("read with the service itself or with an authority"),
    "second-hand": N_("read elsewhere; more than one place agrees"),
    "recalled": N_("known from the literature, not read again"),
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


class HelpLineView(NamedTuple):
    """One help line as staff see it. `tests` is empty for a number that nobody may dial for a test.

    `checker`: who tested it last, if a test is what is newest; `silent`: when a later test was not answered.
    """

    id: str
    name: str
    about: str
    checked: str
    checker: str | None
    silent: str | None
    check_by: str
    stale: bool
    source: str
    confidence: str
    note: str | None
    tests: list[str]


class SignOffView(NamedTuple):
    """One part, who signed it, and whether that holds for the part as it is now."""

    part: str
    who: str
    current: bool


class LeafletView(NamedTuple):
    """One leaflet as staff see it."""

    title: str
    paragraphs: tuple[str, ...]
    written: str
    sources: tuple[str, ...]
    reviewed: str | None


def line_views(found: Iterable[CheckedLine], today: date) -> list[HelpLineView]:
    """Help lines; those to be checked again come first."""
    lines = sorted(found, key=lambda one: not one.line.is_stale(today))
    names = names_of(one.by for one in lines)
    return [_line(one, names.get(one.by), today) for one in lines]


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


def sign_off_views(found: list[Signature]) -> list[SignOffView]:
    """What a clinical lead has to answer for, and who does."""
    return [SignOffView(_(PARTS[part]), _signed(one), bool(one and one.current)) for part, one in latest(found).items()]


def signature_views(found: list[Signature]) -> list[SignOffView]:
    """Every sign-off on record, in its order."""
    return [SignOffView(_(PARTS[one.part]), _signed(one), one.current) for one in found]


def _line(found: CheckedLine, checker: str | None, today: date) -> HelpLineView:
    line = found.line
    return HelpLineView(
        id=line.id,
        name=_(line.name),
        about=_(line.about),
        checked=_day(line.checked_on),
        checker=checker,
        silent=_day(found.silent_on) if found.silent_on else None,
        check_by=_day(line.expires_on),
        stale=line.is_stale(today),
        source=_(line.source) if line.own else line.source,
        confidence="" if line.own else _(CONFIDENCE[line.confidence]),
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


def _signed(one: Signature | None) -> str:
    if one is None:
        return _("not signed off")
    who = _by(f"{one.by} ({one.credential})", one.signed_on)
    return who if one.current else _("%(who)s, for an earlier version; not signed off as it is now", who=who)


def _by(who: str, day: date) -> str:
    return _("%(who)s, %(day)s", who=who, day=_day(day))


def _day(day: date) -> str:
    words: str = format_date(day, "d MMM y")
    return words
