"""The menu of the staff side: the places that are open to whoever reads, in groups, and how much waits in each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.accounts.emergency import count_unreviewed
from app.extensions import N_
from app.handoff.push.servers import servers
from app.handoff.push.under_way import count_failing
from app.intake.case.second_looks_due import count_due
from app.intake.people.rescreens import overdue_at
from app.registers.line_checks import lines_of
from app.retention.requests import count_waiting
from app.staff.access import is_of_another_site, may
from app.staff.entry_session import under_way
from app.staff.here import times

Words = tuple[tuple[str, str], ...]  # endpoint and word
IN_SIGHT: Final = ""  # the group whose places are never folded away
GROUPS: Final[Mapping[str, Words]] = {
    IN_SIGHT: (
        ("staff.queue", N_("Queue")),
        ("staff.shift", N_("Shift")),
        ("staff.rescreens", N_("Re-screens")),
        ("staff.reviews", N_("Second look")),
        ("staff.let_in", N_("Let a colleague in")),
    ),
    N_("New screening"): (
        ("staff.entry", N_("Enter answers")),
        ("staff.invites", N_("Links")),
        ("staff.hand_over", N_("Hand a device over")),
        ("staff.lists", N_("Bring in lists")),
    ),
    N_("Records"): (
        ("staff.requests", N_("Requests")),
        ("staff.sending", N_("Records sent")),
    ),
    N_("Figures"): (
        ("staff.week", N_("The last weeks")),
        ("staff.safety", N_("Safety")),
    ),
    N_("Center"): (
        ("staff.team", N_("Team")),
        ("staff.site", N_("This site")),
        ("staff.sites", N_("All sites")),
        ("staff.texts", N_("Texts and lines")),
        ("staff.lines", N_("Help lines")),
        ("staff.sign_off", N_("Sign-off")),
    ),
    N_("Oversight"): (
        ("staff.activity", N_("Activity")),
        ("staff.emergencies", N_("Emergency access")),
        ("staff.alerts", N_("Alerts")),
        ("staff.drill", N_("Drills")),
        ("staff.retention", N_("Keeping")),
        ("staff.tokens", N_("Other systems")),
    ),
}
FEW: Final = 3  # places that a role has in all: these need no groups
WHERE_SET_UP: Final[Mapping[str, Callable[[], object]]] = {"staff.sending": servers}  # nothing leads there elsewhere


def _lines_due() -> int:
    today = times().today
    return sum(one.line.is_stale(today) for one in lines_of(current_user.site_id))


TO_CHECK: Final = N_("%(place)s (%(count)s to check)")
WAITING: Final[Mapping[str, tuple[Callable[[], int], str]]] = {
    "staff.texts": (_lines_due, TO_CHECK),
    "staff.reviews": (lambda: count_due(current_user), TO_CHECK),
    "staff.entry": (lambda: int(under_way() is not None), N_("%(place)s (%(count)s begun)")),
    "staff.sending": (lambda: count_failing(current_user.site_id), N_("%(place)s (%(count)s not arrived)")),
    "staff.emergencies": (lambda: count_unreviewed(current_user.site_id), TO_CHECK),
    "staff.requests": (lambda: count_waiting(current_user.site_id), N_("%(place)s (%(count)s waiting)")),
    "staff.rescreens": (lambda: overdue_at(current_user.site_id), N_("%(place)s (%(count)s overdue)")),
}


@dataclass(frozen=True)
class Place:
    """One place. `current`: what `aria-current` says of it; empty where the reader is not."""

    address: str
    words: str
    waiting: int
    current: str


@dataclass(frozen=True)
class Group:
    """Places that belong together, under a word that says how much waits in them. `here`: the reader is in one."""

    words: str
    places: tuple[Place, ...]
    here: bool


@dataclass(frozen=True)
class Menu:
    """The places in sight, and the groups of all others."""

    places: tuple[Place, ...]
    groups: tuple[Group, ...]


def menu() -> Menu:
    """The menu of whoever reads. A group of one is just its place, and whoever has few places has them all in sight."""
    found = {word: tuple(_places(words)) for word, words in GROUPS.items()}
    few = sum(map(len, found.values())) <= FEW
    alone = {word for word, places in found.items() if few or word == IN_SIGHT or len(places) == 1}
    return Menu(
        places=tuple(place for word in found if word in alone for place in found[word]),
        groups=tuple(_group(word, places) for word, places in found.items() if places and word not in alone),
    )


def _group(word: str, places: tuple[Place, ...]) -> Group:
    waiting = sum(place.waiting for place in places)
    waits = ngettext("%(place)s (%(num)s waits)", "%(place)s (%(num)s wait)", waiting, place=_(word))
    return Group(waits if waiting else _(word), places, any(place.current for place in places))


def _places(words: Words) -> Iterator[Place]:
    for endpoint, word in words:
        if _is_open(endpoint):
            yield _place(endpoint, word)


def _is_open(endpoint: str) -> bool:
    is_there = WHERE_SET_UP.get(endpoint, lambda: True)
    return may(current_user.role, endpoint) and not is_of_another_site(endpoint) and bool(is_there())


def _place(endpoint: str, word: str) -> Place:
    """A place by its word, and how much waits there."""
    how_many, words = WAITING.get(endpoint, (lambda: 0, ""))
    waiting, address = how_many(), url_for(endpoint)
    said = _(words, place=_(word), count=waiting) if waiting else _(word)
    return Place(address, said, waiting, _current(address))


def _current(address: str) -> str:
    """Whether the page that is shown is this place, or lies below it."""
    if request.path == address:
        return "page"
    return "true" if request.path.startswith(f"{address}/") else ""
