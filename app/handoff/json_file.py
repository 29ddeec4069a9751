"""The report as JSON, for programs that read no table: the same facts, numbers as numbers, with what they can be."""

import json

from app.handoff.dictionary import dictionary
from app.handoff.disclose import Copy
from app.handoff.notice import NOTICE
from app.handoff.rows import rows_of
from app.handoff.scope import copy_words

TYPE = "application/json"


def report_json(copy: Copy) -> bytes:
    """The file: the facts as the API gives them, and the dictionary that goes with a workbook."""
    content = {
        "notice": NOTICE,
        "scope": copy_words(copy),
        "facts": [row._asdict() for row in rows_of(copy.report)],
        "dictionary": [entry._asdict() for entry in dictionary()],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
