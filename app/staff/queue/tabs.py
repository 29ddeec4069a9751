"""What stands above the rows: the tabs with their counts, and the filters."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask_babel import gettext as _

from app.accounts import StaffUser
from app.extensions import N_
from app.intake.queue.tabs import MOST_COUNTED, Tab, View
from app.screening import Level
from app.staff.words.levels import level_marks

TAB_WORDS: Final = {
    Tab.OPEN: N_("All open"),
    Tab.MINE: N_("Mine"),
    Tab.UNCLAIMED: N_("Unclaimed"),
    Tab.WAITING: N_("Waiting on person"),
    Tab.FOLLOW_UP: N_("Follow-up due"),
    Tab.SUSPECT: N_("Suspect"),
    Tab.CLOSED: N_("Closed"),
    Tab.IN_PROGRESS: N_("In progress"),
}


@dataclass(frozen=True)
class TabView:
    """One tab, as a link."""

    word: str
    count: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Choice:
    """One option of a filter."""

    value: str
    word: str
    is_chosen: bool


def tab_views(view: View, counts: Mapping[Tab, int], address_of: Callable[[View], str]) -> list[TabView]:
    """The tabs in their order; each keeps the filters, and none but the current one its page."""
    return [
        TabView(_(word), _count(tab, counts[tab]), address_of(replace(view, tab=tab, page=1)), tab is view.tab)
        for tab, word in TAB_WORDS.items()
    ]


def level_choices(chosen: Level | None) -> list[Choice]:
    """The levels to filter by, most pressing first."""
    return [Choice(level.value, mark.word, level is chosen) for level, mark in level_marks().items()]


def owner_choices(chosen: StaffUser | None, staff: Iterable[StaffUser]) -> list[Choice]:
    """The colleagues to filter by, by name."""
    choices = [Choice(user.public_id, user.name, bool(chosen and user.id == chosen.id)) for user in staff]
    return sorted(choices, key=lambda choice: choice.word.casefold())


def _count(tab: Tab, number: int) -> str:
    is_more = tab is Tab.CLOSED and number >= MOST_COUNTED  # nobody counts the closed ones any further
    return f"{number - 1}+" if is_more else str(number)
