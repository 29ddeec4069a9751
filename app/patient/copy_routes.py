"""One's own copy: a plain file that the person takes along. Nothing is mailed, and nothing of it stays here."""

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from app.crisis.choose import Facts, for_situation
from app.extensions import clock
from app.patient import session
from app.patient.check_page import answer_sections
from app.patient.letter import letter
from app.patient.next_page import next_url
from app.screening import Path
from app.web import see_other
from app.web.attachment import attachment
from app.web.errors import error_page
from app.web.help_lines import line_view
from app.web.language import current_language

FILE_NAME = "notes.txt"  # says nothing to whoever sees it on the device


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/copy")(own_copy)


def own_copy() -> Response:
    """The letter and the answers as text, in the visit in which they were sent and on a device of one's own."""
    draft = session.current_draft()
    receipt = draft.state.receipt
    if receipt is None or not draft.is_sent or not session.may_read_letter():
        return see_other(next_url(draft))
    if session.is_kiosk():
        return _refused()
    text = render_template(
        "patient/notes.txt",
        letter=letter(draft, draft.site, clock.now()),
        reference=receipt.reference,
        sections=_answers(draft.path()),
        lines=[line_view(line) for line in for_situation("general", Facts(language=current_language()))],
    )
    return attachment(text, "text/plain; charset=utf-8", FILE_NAME)


def _answers(path: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the check page shows; whatever it hides is not in the file at all."""
    shown = [
        (part, [(row.question, row.answer) for row in rows if row.answer is not None])
        for part, rows in answer_sections(path)
    ]
    return [(part, rows) for part, rows in shown if rows]


def _refused() -> Response:
    heading = _("There is no copy on this device")
    return error_page(403, heading, _("Other people use this device too, so we put no file on it."))
