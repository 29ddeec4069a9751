"""The report as a workbook: a sheet of facts, and a sheet that says what they can be. Nothing in it is worked out."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Final

from app.handoff.dictionary import Entry, dictionary
from app.handoff.disclose import Copy
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.handoff.rows import Row, Value, rows_of
from app.handoff.scope import scope_words

if TYPE_CHECKING:
    from xlsxwriter import Workbook

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXTS_STAY_TEXTS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTHS: Final = (10, 10, 22, 60, 16, 40, 14, 40)


def report_xlsx(copy: Copy) -> bytes:
    """The file, with nothing about who made it."""
    from xlsxwriter import Workbook  # few requests need it, and it is slow to load

    out = BytesIO()
    with Workbook(out, TEXTS_STAY_TEXTS) as book:
        book.set_properties({"title": "Report", "comments": SHORT_NOTICE})
        _sheet(book, "Report", [NOTICE], [scope_words(copy.scope)], Row._fields, *rows_of(copy.report), [NOTICE])
        _sheet(book, "Dictionary", [NOTICE], Entry._fields, *dictionary(), [NOTICE])
    return out.getvalue()


def _sheet(book: "Workbook", name: str, *rows: Iterable[Value]) -> None:
    """On paper the notice stands at the head and foot of each page."""
    sheet, text = book.add_worksheet(name), book.add_format({"quote_prefix": True})
    sheet.set_header(f"&L{SHORT_NOTICE}")
    sheet.set_footer(f"&L{SHORT_NOTICE}&RPage &P")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, value, text)
            else:
                sheet.write_number(number, place, value)
