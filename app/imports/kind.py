"""What a list of one kind holds, and what Braid makes of each of its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.accounts import StaffUser

Cells = Mapping[str, str]
MOST_ROWS: Final = 300  # whoever answers meanwhile waits for the lock of the database as long as it takes to write them


class State(StrEnum):
    """What bringing in does with a row."""

    NEW = "new"
    SAME = "same"  # it is here already: nothing changes
    WRONG = "wrong"


@dataclass(frozen=True)
class Reason:
    """Why, in one sentence in the reader's language; of one column, or of the whole row."""

    words: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.column}: {self.words}" if self.column else self.words


@dataclass(frozen=True)
class Verdict:
    """What Braid makes of a row, and why."""

    state: State
    reasons: tuple[Reason, ...] = ()


NEW, SAME = Verdict(State.NEW), Verdict(State.SAME)


def wrong(words: str, column: str = "") -> Verdict:
    """The verdict on a row that has to be put right."""
    return Verdict(State.WRONG, (Reason(words, column),))


@dataclass(frozen=True)
class By:
    """For which site, and who answers for it; a command may let the house in without anybody."""

    site_id: str
    staff: StaffUser | None

    @property
    def person(self) -> StaffUser:
        """Who answers for it, where somebody has to. Raises LookupError."""
        if self.staff is None:
            raise LookupError("nobody answers for this list")
        return self.staff


@dataclass(frozen=True)
class Column:
    """One column. `words`: the only ones that may stand in it, however they are capitalised.

    `check`: says why a text that stands there will not do, or nothing.
    """

    name: str
    about: str
    needed: bool = False
    longest: int = 100
    words: tuple[str, ...] = ()
    check: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of list.

    `roles`: who may bring it in; if it `needs_somebody`, a command names one of them. `key`: what two rows about the
    same thing have in common. `judging`: looks up what a site has, and then judges row by row. `bring`: the use case;
    returns the token of a link, or nothing. `link`: what stands before that token.
    """

    name: str
    roles: frozenset[str]
    columns: tuple[Column, ...]
    most: int
    key: Callable[[Cells], str]
    judging: Callable[[str], Callable[[Cells], Verdict]]
    bring: Callable[[Cells, By], str]
    link: str = ""
    needs_somebody: bool = True

    @property
    def known(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def needed(self) -> tuple[str, ...]:
        """Those that cannot be left out."""
        return tuple(column.name for column in self.columns if column.needed)
