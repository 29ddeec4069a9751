"""Why a program may have made a screening, and why it is read all the same."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.intake.arriving.suspect import MARKS


def suspect_words(marks: Iterable[str]) -> str:
    """One line of a row. Of one that cannot be read, the marks are not known either."""
    known = "; ".join(_(MARKS[mark]) for mark in marks if mark in MARKS)
    return _("A program may have sent this: %(marks)s", marks=known) if known else _("A program may have sent this")
