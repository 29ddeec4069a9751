"""The report without what tells whose it is, as 45 CFR 164.514(b)(2) lists it and 42 CFR 2.16 and 2.52 ask for."""

from dataclasses import replace
from typing import Final

from app.handoff.report import AnswerLine, Report
from app.instruments import catalogue

AGE: Final = "age"
OLDEST: Final = 90  # whoever is older counts as 90
LEFT_OUT: Final = "[left out]"


def deidentified(report: Report) -> Report:
    """The same facts. No name, reference or center; of the time the year; of the age no more than 90; no free text."""
    about = replace(report.about, reference=None, name=None, centre=None, at=None)
    answers = None if report.answers is None else tuple(map(_blurred, report.answers))
    return replace(report, about=about, answers=answers)


def _blurred(line: AnswerLine) -> AnswerLine:
    if line.link_id == AGE and isinstance(line.value, int):
        return replace(line, value=min(line.value, OLDEST))
    if line.value is not None and catalogue().item(line.link_id).type == "text":
        return replace(line, value=LEFT_OUT)
    return line
