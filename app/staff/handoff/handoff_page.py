"""The page on which a screening is handed on: consents, hand-offs, and the forms for each."""

from collections.abc import Mapping
from typing import Final

from flask import Response, make_response, render_template
from flask_babel import gettext as _
from flask_login import current_user

from app.asking.consent import disclosure
from app.extensions import db
from app.handoff.consents import ENDS, PURPOSES, SIGNED_BY, SIGNED_HOW, WHAT, Given
from app.handoff.formats import FORMATS
from app.handoff.overview import open_overview
from app.handoff.push.servers import server_of
from app.staff.handoff.consent_page import consent_view
from app.staff.handoff.copy_page import copy_view
from app.staff.handoff.sending_page import sending_view
from app.staff.here import own_site, times
from app.staff.several_forms import NOTHING_SENT, Sent
from app.web.language import LANGUAGES, current_language

CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "what": WHAT,
    "purpose": PURPOSES,
    "signed_by": SIGNED_BY,
    "signed_how": SIGNED_HOW,
    "ends": ENDS,
    "forms": FORMATS,
}


def show(screening_id: str, status: int = 200, sent: Sent = NOTHING_SENT) -> Response:
    """The page; after a failed form with what was typed and what was wrong. Commits. Raises NoSuchScreening."""
    found = open_overview(screening_id, current_user)
    db.session.commit()
    page = render_template(
        "staff/handoff/page.html",
        found=found,
        consents=[consent_view(given, times()) for given in found.consents],
        copies=[copy_view(copy, times()) for copy in found.copies],
        sendable=[consent_view(given, times()) for given in found.consents if _can_be_sent(given)],
        sendings=[sending_view(one, times()) for one in found.sendings],
        words=disclosure(current_language()),
        discloser=own_site().name,
        options={name: _options(words) for name, words in CHOICES.items()},
        spoken=list(LANGUAGES.items()),
        **vars(sent),
    )
    return make_response(page, status)


def _can_be_sent(given: Given) -> bool:
    return given.standing == "stands" and server_of(given.signed.recipient) is not None


def _options(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, _(text)) for value, text in words.items()]
