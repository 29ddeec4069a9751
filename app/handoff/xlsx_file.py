"""The report as a workbook: a sheet of facts, and a sheet that says what they can be. Nothing in it is worked out."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from app.handoff.dictionary import Entry, dictionary
from app.handoff.disclose import Copy
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.handoff.rows import Row, Value, rows_of
from app.handoff.scope import copy_words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Widths = tuple[int, ...]

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXTS_STAY_TEXTS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
OF_FACTS: Final = (10, 10, 22, 60, 18, 40, 14, 40)  # how wide the columns are
OF_ENTRIES: Final = (10, 22, 60, 10, 60, 50)
LINE_HIGH: Final = 15  # points
NO_DAY: Final = datetime(1980, 1, 1, tzinfo=UTC)  # a file has to name one; the true one stands inside where it may
HIGHEST: Final = 409  # no program takes a row that is higher


def report_xlsx(copy: Copy) -> bytes:
    """The file, with nothing about who made it."""
    from xlsxwriter import Workbook  # few requests need it, and it is slow to load

    out = BytesIO()
    with Workbook(out, TEXTS_STAY_TEXTS) as book:
        book.set_properties({"title": "Report", "comments": SHORT_NOTICE, "created": NO_DAY})
        _sheet(book, "Report", [NOTICE, copy_words(copy)], [Row._fields, *rows_of(copy.report)], OF_FACTS)
        _sheet(book, "Dictionary", [NOTICE], [Entry._fields, *dictionary()], OF_ENTRIES)
    return out.getvalue()


def _sheet(book: "Workbook", name: str, before: list[str], rows: list[Iterable[Value]], widths: Widths) -> None:
    """Rows with whole lines before them, and the notice after them; on paper at the head and foot of each page too."""
    sheet = book.add_worksheet(name)
    text = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
    _on_paper(sheet, len(before), widths)
    for number, line in enumerate(before):
        _line(sheet, number, line, text, widths)
    for number, row in enumerate(rows, len(before)):
        sheet.set_row(number, min(HIGHEST, LINE_HIGH * max(map(_lines, row, widths))))
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, value, text)
            else:
                sheet.write_number(number, place, value, text)
    _line(sheet, len(before) + len(rows), NOTICE, text, widths)


def _on_paper(sheet: "Worksheet", heading: int, widths: Widths) -> None:
    sheet.set_header(f"&L{SHORT_NOTICE}")
    sheet.set_footer(f"&L{SHORT_NOTICE}&RPage &P")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)


def _line(sheet: "Worksheet", number: int, line: str, text: "Format", widths: Widths) -> None:
    """Over all columns."""
    sheet.merge_range(number, 0, number, len(widths) - 1, "", text)
    sheet.write_string(number, 0, line, text)
    sheet.set_row(number, LINE_HIGH * _lines(line, sum(widths)))


def _lines(value: Value, width: int) -> int:
    """How many it takes in a cell, roughly: not every program works that out when it opens the file."""
    return sum(1 + len(line) // width for line in str(value).split("\n"))
