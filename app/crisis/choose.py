"""Which help lines for which situation, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.crisis.messages import KINDS, GroupText, Kind, Message, message, messages
from app.crisis.resources import HelpLine, resources

# The Trevor Project serves people under 25.
YOUNG_UNTIL = 25
# The first lines lead the page and open as large rows; what the answers add comes right after them.
LEADING = 2
# Whoever looks over the shoulder must not learn anything else from this page.
DISCREET: frozenset[Kind] = frozenset({"danger"})
# Pages about what someone feels, where a line for young people fits.
ABOUT_FEELINGS: frozenset[Kind] = frozenset(
    {"suicide", "suicide_calm", "item9", "harm_others", "voices_command", "clinician_soon", "youth", "general"}
)
# Pages about use, where a line fits that stays on the phone while someone uses.
ABOUT_USE: frozenset[Kind] = frozenset({"withdrawal", "pregnancy_opioid", "overdose"})
# Pages on which nothing may stand between the reader and 911.
EMERGENCIES: frozenset[Kind] = frozenset({"medical", "withdrawal_now"})
# Where a centre's own line may stand, by what is said of whom it is for.
FITS: Final[Mapping[str, frozenset[Kind]]] = {
    "everyone": frozenset(KINDS) - DISCREET - EMERGENCIES,
    "feelings": ABOUT_FEELINGS,
    "use": ABOUT_USE | {"general"},
    "safety": DISCREET,
    "parents": frozenset(KINDS) - DISCREET - EMERGENCIES,
}


@dataclass(frozen=True)
class Facts:
    """What the answers say that matters for the choice.

    `age` in whole years or None; `expecting` when pregnant, maybe pregnant or up to a year after a birth;
    `opioids` when any opioid is used, prescribed or not; `language` is the one that the reader chose; `own` are the
    lines of the centre itself.
    """

    age: int | None = None
    expecting: bool = False
    opioids: bool = False
    language: str = "en"
    own: tuple[HelpLine, ...] = ()


NOTHING_KNOWN = Facts()


@dataclass(frozen=True)
class Group:
    """One part of a page that needs no answer."""

    heading: str
    paragraphs: tuple[str, ...]
    lines: tuple[HelpLine, ...]


def for_situation(kind: Kind, facts: Facts = NOTHING_KNOWN) -> tuple[HelpLine, ...]:
    """The help lines for a situation, most fitting first, the centre's own last; 988 and 911 are always among them.

    Each line names its own source in resources.toml. Raises ResourceError if help lines or words cannot be used.
    """
    ids = list(message(kind).lines)
    if kind not in DISCREET:
        ids[LEADING:LEADING] = [name for name in _fitting(kind, facts) if name not in ids]
    return (*_lines(tuple(ids), facts.language), *_own(kind, facts))


def crisis_line(language: str) -> HelpLine:
    """988, the line that stands on every page; in a language that it does not speak, as in English."""
    return _lines(("lifeline",), language)[0]


def by_group(language: str = "en") -> tuple[Group, ...]:
    """Every line by theme, for the page that needs no answer."""
    return _groups(messages().groups, language)


def for_someone_else(language: str = "en") -> tuple[Message, tuple[HelpLine, ...], tuple[Group, ...]]:
    """For whoever is worried about somebody: the first words, the lines that lead, and the rest by theme."""
    first = messages().someone
    return first, _lines(first.lines, language), _groups(messages().someone_groups, language)


def _fitting(kind: Kind, facts: Facts) -> list[str]:
    fits = {
        "trevor": kind in ABOUT_FEELINGS and facts.age is not None and facts.age < YOUNG_UNTIL,
        "maternal": facts.expecting,
        "safespot": kind in ABOUT_USE and facts.opioids,
    }
    return [name for name, fit in fits.items() if fit]


def _own(kind: Kind, facts: Facts) -> Iterator[HelpLine]:
    for line in facts.own:
        if kind in FITS.get(line.audience, frozenset()) and (line.audience != "parents" or facts.expecting):
            yield line


def _groups(parts: tuple[GroupText, ...], language: str) -> tuple[Group, ...]:
    return tuple(Group(part.heading, part.paragraphs, _lines(part.lines, language)) for part in parts)


def _lines(ids: tuple[str, ...], language: str) -> tuple[HelpLine, ...]:
    """The lines, where one of them exists in the reader's language as well, that one in its place."""
    known = resources()
    spoken = {line.same_as: line.id for line in known.values() if line.same_as and line.lang == language}
    places = spoken | {own: other for other, own in spoken.items()}
    return tuple(known[places.get(name, name)].spoken_first(language) for name in ids)
