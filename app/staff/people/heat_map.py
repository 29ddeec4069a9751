"""The items of PHQ-9 over time: what a sum hides. Each answer is a number and a cell that fills with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.instruments import answer_text, catalogue
from app.screening import Outcome
from app.staff.people.measures import NO_ANSWER

INSTRUMENT: Final = "phq9"
WATCHED: Final = "phq9_9"
CELL: Final = 26  # pixels


@dataclass(frozen=True)
class Cell:
    """One answer. `filled`: how high its cell is filled; None: there is no answer. `words`: in full."""

    value: int | None
    filled: int | None
    words: str
    ringed: bool


@dataclass(frozen=True)
class Row:
    """One item, word for word."""

    text: str
    cells: tuple[Cell, ...]


def heat_map(outcomes: Sequence[Outcome | None], closed_words: str) -> tuple[Row, ...]:
    """A row for each scored item, a cell for each screening; none if no screening has any of them.

    `closed_words`: what is said of a screening that cannot be opened.
    """
    link_ids = catalogue().scored_items(INSTRUMENT)
    rows = tuple(_row(link_id, outcomes, closed_words) for link_id in link_ids)
    return rows if any(cell.filled is not None for row in rows for cell in row.cells) else ()


def _row(link_id: str, outcomes: Sequence[Outcome | None], closed_words: str) -> Row:
    cells = tuple(_cell(link_id, outcome, closed_words) for outcome in outcomes)
    return Row(catalogue().item(link_id).text, cells)


def _cell(link_id: str, outcome: Outcome | None, closed_words: str) -> Cell:
    if outcome is None:
        return Cell(None, None, closed_words, ringed=False)
    item, answer = catalogue().item(link_id), outcome.answers.get(link_id)
    if not isinstance(answer, int):
        return Cell(None, None, _(NO_ANSWER), ringed=False)
    ringed = link_id == WATCHED and answer > 0
    return Cell(answer, round(CELL * answer / item.highest), answer_text(item, answer), ringed)
