"""What the person gets when an answer could not be kept: help if the answer needs it, whatever else went wrong."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.asking.answer_forms import answer_form
from app.patient.help_page import help_view, phone_instead
from app.screening import plan, rulebook
from app.screening.reading import Reading
from app.screening.risk import help_due
from app.web.errors import error_page
from app.web.page_site import page_site

CONFLICT, ERROR, GONE = 409, 400, 410


def help_instead(
    number: int, sent: MultiDict[str, str], status: int = CONFLICT, *, once_more: bool = False
) -> Response | None:
    """The help that the answers of this page alone call for, saying that they were not kept; often none.

    once_more: going on from it sends them again.
    """
    tells = _help_for(number, sent)
    if not tells:
        return None
    fields = _to_send_again(number, sent) if once_more else ()
    action = f"/s/{number}" if fields else "/parts" if once_more else None
    page = help_view(tells, action, not_saved=True, fields=fields)
    return make_response(render_template("patient/help.html", help=page), status)


def not_due() -> Response:
    """That question is not open: it is no longer asked, or another one comes first now."""
    return _way_on(
        CONFLICT,
        _("Another question is open now"),
        _("You may have gone on in another window, or changed an answer there."),
        _("What you chose on that page was not kept. If it still counts, we ask it again."),
    )


def from_before() -> Response:
    """The page belongs to a screening of this browser that is over, or to a visit that is."""
    return _way_on(
        ERROR,
        _("That page is from before"),
        _("You began anew, or came back with your code, in another window."),
        _("What you chose on that page was not kept, and it changed nothing. You can close that window."),
    )


def _way_on(status: int, heading: str, *paragraphs: str) -> Response:
    return make_response(render_template("patient/not_taken.html", heading=heading, paragraphs=paragraphs), status)


def not_kept() -> Response:
    """The answer could not be saved."""
    return error_page(
        503,
        _("We could not save that answer"),
        _("Something on our side is not working right now. Your earlier answers are kept."),
        _("Please go back and press continue again in a minute. What you chose is still on that page."),
    )


def not_asked(status: int) -> Response:
    """The wish for a call did not reach anybody."""
    nobody = _("Nobody will call you yet, unless you asked us before.")
    return error_page(status, _("We did not get your number"), nobody, phone_instead(page_site()))


def ended() -> Response:
    """There is no screening under way in this browser. The page does not say whether there ever was."""
    return make_response(render_template("patient/closed.html", sitting=None), GONE)


def _to_send_again(number: int, sent: MultiDict[str, str]) -> tuple[tuple[str, str], ...]:
    """The answers of this page as they were sent, but for what is never shown again."""
    shown = [planned.item.link_id for planned in plan().step(number).items if not planned.item.no_redisplay]
    return tuple((link_id, value) for link_id in shown for value in sent.getlist(link_id))


def _help_for(number: int, sent: MultiDict[str, str]) -> tuple[str, ...]:
    try:
        step = plan().step(number)
    except KeyError:
        return ()
    items = tuple(planned.item for planned in step.items)
    form = answer_form(items)(sent)
    form.validate()
    given = form.answers()
    ahead = rulebook().catalogue.items.keys() - given.keys()
    return help_due(Reading(rulebook(), {}, pending=ahead), Reading(rulebook(), given, pending=ahead), given)
