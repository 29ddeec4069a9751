"""What the person gets when an answer could not be kept: help if the answer needs it, and the truth."""

from flask import Response, make_response, render_template
from werkzeug.datastructures import MultiDict

from app.patient.forms import step_form
from app.patient.help_page import help_view
from app.screening import OpenStep, plan, rulebook
from app.screening.reading import Reading
from app.screening.risk import help_due
from app.web.errors import error_page


def not_kept(number: int, sent: MultiDict[str, str], *, over: bool = False) -> Response:
    """Answer a post whose answers were not kept: by a failure, or because the screening is over here (`over`)."""
    tells = _help_for(number, sent)
    if tells:
        page = help_view(tells, action=None, not_saved=True)
        return make_response(render_template("patient/help.html", help=page), 410 if over else 503)
    if over:
        return ended()
    return error_page(
        503,
        "We could not save that answer",
        "Something on our side is not working right now. Your earlier answers are kept.",
        "Please go back and press continue again in a minute. What you chose is still on that page.",
    )


def ended() -> Response:
    """There is no screening under way in this browser."""
    return error_page(
        410,
        "These questions are closed",
        "They were never begun here, or they were closed after a long pause. Answers that were not sent are gone.",
        "You can begin again whenever you like.",
    )


def _help_for(number: int, sent: MultiDict[str, str]) -> tuple[str, ...]:
    """Which help the answers of this page alone call for."""
    try:
        step = plan().step(number)
    except KeyError:
        return ()
    items = tuple(planned.item for planned in step.items)
    form = step_form(OpenStep(step, items), {})(sent)
    form.validate()
    given = form.answers()
    return help_due(
        Reading(rulebook(), {}),
        Reading(rulebook(), given, pending=rulebook().catalogue.items.keys() - given.keys()),
        given,
    )
