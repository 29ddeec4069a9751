"""What is wrong with a row before anything is looked up: a cell that is empty, too long, a formula, no word of ours."""

import re
from collections.abc import Iterator
from typing import Final

from flask_babel import gettext as _

from app.imports.kind import Cells, Column, Reason
from app.imports.reading import Row

FORMULA: Final = ("=", "@")  # a plus sign may begin a phone number
FAILED: Final = re.compile(r"#[A-Z/0]+[!?A]")  # as #REF! and #N/A: what a formula said when it could not be worked out


def read_cells(row: Row, columns: tuple[Column, ...]) -> tuple[Cells, list[Reason]]:
    """A row's texts by column, those of a closed list as the list writes them, and what is wrong with it."""
    cells = {column.name: _as_listed(row.texts.get(column.name, ""), column) for column in columns}
    wrong = [Reason(why, column.name) for column in columns for why in _wrong(cells[column.name], column)]
    if row.beyond:
        wrong.append(Reason(_("There are more cells than columns: %(cells)s.", cells=", ".join(row.beyond))))
    return cells, wrong


def _as_listed(text: str, column: Column) -> str:
    return next((word for word in column.words if word == text.casefold()), text)


def _wrong(text: str, column: Column) -> Iterator[str]:
    """At most one reason."""
    if not text:
        if column.needed:
            yield _("This is empty.")
    elif text.startswith(FORMULA) or FAILED.fullmatch(text):
        yield _("This is a formula or what became of one. Put the text itself into the cell.")
    elif not text.isprintable():
        yield _("This holds a sign that nobody sees. Type it anew.")
    elif len(text) > column.longest:
        yield _("Please write at most %(most)s characters.", most=column.longest)
    elif column.words and text not in column.words:
        yield _("Write one of: %(words)s.", words=", ".join(column.words))
    elif column.check and (why := column.check(text)):
        yield why
