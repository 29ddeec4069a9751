"""A file as a spreadsheet program saves it, read as a table of texts; or one sentence about why it is none."""

import csv
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from typing import Final

from flask_babel import gettext as _

MOST_BYTES: Final = 400_000  # below what the web framework would write to a temporary file
WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # as .xlsx, .ods and .xls begin
BYTE_ORDER: Final = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS: Final = (",", ";", "\t")
NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SPACES: Final = re.compile(r"[\s\u00a0\u200b\u2060\ufeff]+")
OLD: Final = "cp1252"


class NotATable(ValueError):
    """What was given is no list of this kind. Says why in one sentence."""


@dataclass(frozen=True)
class Row:
    """One row by its number in the spreadsheet. `texts` by column; `beyond`: cells that belong to no column."""

    number: int
    texts: dict[str, str]
    beyond: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows that hold something. `old`: the letters were read as older programs write them, and may be wrong."""

    rows: tuple[Row, ...]
    old: bool


def read_table(data: bytes, needed: Collection[str], known: Collection[str]) -> Table:
    """Read a file whose first row names its columns, in any order and any case. Raises NotATable.

    A column that is not known is refused, and not passed over: it may be one of ours, misspelled.
    """
    text, old = _decoded(data)
    rows = list(_filled(*_separated(text, known)))
    if not rows:
        raise NotATable(_("This file is empty."))
    said = rows[0][1]
    columns = [_plain(name) for name in said]
    if wrong := _wrong_columns(columns, said, needed, known):
        raise NotATable(f"{wrong} {_('The first row names the columns: %(names)s.', names=', '.join(known))}")
    return Table(tuple(_row(number, cells, columns) for number, cells in rows[1:]), old)


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether it had to be read as Windows-1252, in which nearly any file is some text."""
    if len(data) > MOST_BYTES:
        raise NotATable(_("This file is too large. At most %(most)s kB are read at once.", most=MOST_BYTES // 1000))
    if data.startswith(WORKBOOKS):
        raise NotATable(
            _("This is a workbook. Save the list as CSV UTF-8 in your spreadsheet program, and choose that.")
        )
    for encoding in ("utf-16",) if data.startswith(BYTE_ORDER) else ("utf-8-sig", OLD):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if not NO_TEXT.search(text):
                return text, encoding == OLD
    raise NotATable(_("This is no CSV file. Save the list as CSV UTF-8 and choose that file."))


def _separated(text: str, known: Collection[str]) -> tuple[str, str]:
    """The text, and what separates its cells: what a line for spreadsheet programs says, or what makes most names."""
    if text[:4].lower() == "sep=" and text[4:5] in DELIMITERS:
        return text.partition("\n")[2], text[4:5]
    counts = [sum(_plain(name) in known for name in _first(text, delimiter)) for delimiter in DELIMITERS]
    return text, DELIMITERS[counts.index(max(counts))]


def _first(text: str, delimiter: str) -> list[str]:
    try:
        return next(_filled(text, delimiter), (0, list[str]()))[1]
    except NotATable:
        return []  # it is separated otherwise


def _filled(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them, by their number in the spreadsheet."""
    number = 0
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(reader, 1):
            cleaned = [SPACES.sub(" ", cell).strip() for cell in cells]
            if any(cleaned):
                yield number, cleaned
    except csv.Error as error:
        where = _("After row %(number)s a quotation mark stands where none can, or is never closed.", number=number)
        raise NotATable(where) from error


def _wrong_columns(columns: list[str], said: list[str], needed: Collection[str], known: Collection[str]) -> str:
    """What is wrong with the first row; empty if nothing is."""
    if missing := [name for name in needed if name not in columns]:
        return _("There is no column %(names)s.", names=", ".join(missing))
    if unknown := [name for name, plain in zip(said, columns, strict=True) if plain and plain not in known]:
        return _("Nothing here reads the column %(names)s: take it out, or give it its name.", names=", ".join(unknown))
    if twice := [name for name in known if columns.count(name) > 1]:
        return _("The column %(names)s stands there twice.", names=", ".join(twice))
    return ""


def _row(number: int, cells: list[str], columns: list[str]) -> Row:
    there = [*cells, *[""] * (len(columns) - len(cells))]
    texts = {name: text for name, text in zip(columns, there, strict=False) if name}
    unnamed = [text for name, text in zip(columns, there, strict=False) if not name]
    return Row(number, texts, tuple(filter(None, [*unnamed, *there[len(columns) :]])))


def _plain(name: str) -> str:
    """A name of a column however it is written: `E-mail ` is `email`."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())
