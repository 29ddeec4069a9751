"""What staff read of a list: what it is for, what stands in its columns, what becomes of each row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import N_
from app.imports.kind import Kind, Reason, State
from app.imports.kinds import KINDS
from app.imports.plan import Judged, Plan
from app.staff.access import may

MOST_SHOWN: Final = 200  # of the rows of one fate: nobody reads more on a page
TITLES: Final = {
    "staff": N_("Staff"),
    "resources": N_("Help lines"),
    "invites": N_("Links"),
    "scores": N_("Totals from paper"),
}
ABOUT: Final = {
    "invites": N_(
        "Each label that has no link yet gets one, which begins one screening, once."
        " A label whose link ran out gets a new one."
    ),
    "resources": N_(
        "Lines of a city or a center, shown to people below the national ones where they fit."
        " None that is here is changed."
    ),
    "scores": N_(
        "Totals of earlier times, of people who have a screening here. They stand in the trend as they are:"
        " nothing is scored anew, and no level changes."
    ),
    "staff": N_(
        "Everybody who is not here yet is invited, and gets a link that works for a day. Nobody who is here is changed."
    ),
}
FATES: Final = {
    State.WRONG: ("▲", N_("Wrong")),
    State.NEW: ("●", N_("New")),
    State.SAME: ("–", N_("Here already")),
}


@dataclass(frozen=True)
class ColumnView:
    """One column of a list."""

    name: str
    about: str
    needed: bool
    words: tuple[str, ...]


@dataclass(frozen=True)
class ListView:
    """One kind of list that somebody may bring in."""

    name: str
    title: str
    about: str
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True)
class RowView:
    """One row that was tried out."""

    number: int
    said: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Fate:
    """The rows with which the same is done. `rows`: the first of them."""

    state: str
    sign: str
    word: str
    count: int
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class PlanView:
    """What would come of a file. `ready`: there is something to bring in, and nothing wrong."""

    fates: tuple[Fate, ...]
    old: bool
    ready: bool
    wrong: bool
    button: str


def lists_of(role: str) -> list[ListView]:
    """The lists that somebody of this role may bring in."""
    return [list_view(kind) for kind in KINDS.values() if may(role, f"staff.try_{kind.name}")]


def list_view(kind: Kind) -> ListView:
    """One list in words."""
    columns = (ColumnView(one.name, _(one.about), one.needed, one.words) for one in kind.columns)
    return ListView(kind.name, _(TITLES[kind.name]), _(ABOUT[kind.name]), tuple(columns))


def plan_view(plan: Plan) -> PlanView:
    """Every row in words: first what is wrong, because nothing is brought in before it is right."""
    new = len(plan.of(State.NEW))
    wrong = bool(plan.of(State.WRONG))
    fates = tuple(fate for state in FATES if (fate := _fate(state, plan.of(state))).count)
    button = ngettext("Bring %(num)s row in", "Bring %(num)s rows in", new)
    return PlanView(fates, plan.old, ready=bool(new) and not wrong, wrong=wrong, button=button)


def _fate(state: State, rows: list[Judged]) -> Fate:
    sign, word = FATES[state]
    return Fate(state.value, sign, _(word), len(rows), tuple(_rows(rows[:MOST_SHOWN])))


def _rows(rows: Iterable[Judged]) -> Iterable[RowView]:
    return (RowView(row.number, " · ".join(filter(None, row.cells.values())), row.reasons) for row in rows)
