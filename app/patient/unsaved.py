"""What the person gets when an answer could not be kept: help if the answer needs it, whatever else went wrong."""

from flask import Response, make_response, render_template
from werkzeug.datastructures import MultiDict

from app.patient.forms import step_form
from app.patient.help_page import help_view
from app.screening import OpenStep, plan, rulebook
from app.screening.reading import Reading
from app.screening.risk import help_due
from app.sites import current_site
from app.web.errors import error_page

CONFLICT, ERROR = 409, 400


def help_or(otherwise: Response, number: int, sent: MultiDict[str, str]) -> Response:
    """The help that the answers of this page alone call for, saying that they were not kept; else `otherwise`."""
    tells = _help_for(number, sent)
    if not tells:
        return otherwise
    page = help_view(tells, action=None, not_saved=True)
    status = otherwise.status_code if otherwise.status_code >= ERROR else CONFLICT
    return make_response(render_template("patient/help.html", help=page), status)


def not_kept() -> Response:
    """The answer could not be saved."""
    return error_page(
        503,
        "We could not save that answer",
        "Something on our side is not working right now. Your earlier answers are kept.",
        "Please go back and press continue again in a minute. What you chose is still on that page.",
    )


def not_asked(status: int) -> Response:
    """The wish for a call did not reach anybody."""
    phone = current_site().phone
    instead = f"You can call us at {phone}." if phone else "You can come to us, or ask someone to call us for you."
    nobody = "Nobody will call you yet, unless you asked us before."
    return error_page(status, "We did not get your number", nobody, instead)


def ended() -> Response:
    """There is no screening under way in this browser."""
    return error_page(
        410,
        "These questions are closed",
        "They were never begun here, or they were closed after a long pause. Answers that were not sent are gone.",
        "You can begin again whenever you like.",
    )


def _help_for(number: int, sent: MultiDict[str, str]) -> tuple[str, ...]:
    try:
        step = plan().step(number)
    except KeyError:
        return ()
    items = tuple(planned.item for planned in step.items)
    form = step_form(OpenStep(step, items), {})(sent)
    form.validate()
    given = form.answers()
    ahead = rulebook().catalogue.items.keys() - given.keys()
    return help_due(Reading(rulebook(), {}, pending=ahead), Reading(rulebook(), given, pending=ahead), given)
