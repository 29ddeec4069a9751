"""The forms in which a copy is handed off.

To add one that programs read: a module beside this one with a function from a `Copy` to the bytes of the file, which
carry the notice of the law (`notice.NOTICE`) and what the copy is for (`scope.copy_words`); and one row in FILES. The
choice on the page, the list of what was handed off, the log and the answer to the browser then know it by its name; the
tests in `tests/integration/staff/handoff/test_every_format.py` ask of it what holds for each. The writer runs in the
transaction that writes the copy down: when it raises, nothing was handed off. One that needs more than the report
(`Copy.case`) cannot be had de-identified: its row says `always_named=True`.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from app.extensions import N_
from app.handoff import csv_file, fhir_file, json_file, xlsx_file
from app.handoff.disclose import Copy


class FileFormat(NamedTuple):
    """A file: how staff choose it, its media type, the end of its name, and what makes it.

    `always_named`: it says whose it is in any case, and so cannot be had de-identified.
    """

    word: str
    kind: str
    ending: str
    write: Callable[[Copy], bytes]
    always_named: bool = False


FILES: Final[Mapping[str, FileFormat]] = {
    "csv": FileFormat(N_("A table (CSV)"), csv_file.TYPE, "csv", csv_file.report_csv),
    "xlsx": FileFormat(N_("A workbook with its dictionary (XLSX)"), xlsx_file.TYPE, "xlsx", xlsx_file.report_xlsx),
    "json": FileFormat(N_("Facts with their dictionary (JSON)"), json_file.TYPE, "json", json_file.report_json),
    "fhir": FileFormat(
        N_("A record for another system (FHIR)"), fhir_file.TYPE, "json", fhir_file.report_fhir, always_named=True
    ),
}
IN_WORDS: Final[Mapping[str, str]] = {  # made where words are, in the language of whoever hands it off
    "sheet": N_("A page to print"),
    "pdf": N_("A document (PDF)"),
}
FORMATS: Final[Mapping[str, str]] = {**IN_WORDS, **{name: file.word for name, file in FILES.items()}}
MADE_AS: Final[Mapping[str, str]] = {  # what the list of copies may name: the last two are not made on the page
    **FORMATS,
    "api": N_("To another system, which came for it"),
    "sent": N_("Sent to their system (FHIR)"),
}
