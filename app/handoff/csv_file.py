"""The report as CSV: every cell quoted, none of them a formula, the notice first and last."""

import csv
from collections.abc import Iterable
from io import StringIO

from app.handoff.dictionary import Entry, dictionary
from app.handoff.disclose import Copy
from app.handoff.literal import literal
from app.handoff.notice import NOTICE
from app.handoff.rows import Row, Value, rows_of
from app.handoff.scope import copy_words

TYPE = "text/csv; charset=utf-8"


def report_csv(copy: Copy) -> bytes:
    """The file. It begins with the mark by which spreadsheets know UTF-8."""
    rows: list[Iterable[Value]] = [[NOTICE], [copy_words(copy)], Row._fields, *rows_of(copy.report), [NOTICE]]
    return write(rows)


def dictionary_csv() -> bytes:
    """What every row of it can be. Nothing in it is about anybody."""
    return write([Entry._fields, *dictionary()])


def write(rows: Iterable[Iterable[Value]]) -> bytes:
    """Rows as RFC 4180 has them. Our numbers stay numbers, a minus sign included; every text is made literal."""
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> Value:
    return literal(value) if isinstance(value, str) else value
