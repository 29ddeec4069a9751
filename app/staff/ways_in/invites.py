"""Links that begin a screening, and the words that go along with them. None of those says what for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from app.extensions import N_
from app.intake.arriving.invites import InviteSeen, InviteState
from app.staff.qr import link_code
from app.staff.words.times import Times
from app.web.language import LANGUAGES

STATES: Final = {
    InviteState.WAITING: N_("Not used yet. It works until %(until)s."),
    InviteState.BEGUN: N_("Begun %(since)s. Nothing has come yet."),
    InviteState.CALLED: N_("Asked for a call. Begun %(since)s; no answers were sent."),
    InviteState.ANSWERED: N_("Answers came. Begun %(since)s."),
    InviteState.EXPIRED: N_("Ran out %(since)s, not used."),
    InviteState.WITHDRAWN: N_("Withdrawn %(since)s, not used."),
}


@dataclass(frozen=True)
class InviteView:
    """One link in the list."""

    id: str
    label: str
    made: str
    state: str
    may_withdraw: bool
    screening_id: str | None


@dataclass(frozen=True)
class Words:
    """The same words in one language."""

    lang: str
    language: str
    text: str


@dataclass(frozen=True)
class LinkView:
    """A link at the moment it is made."""

    address: str
    picture: Markup
    messages: tuple[Words, ...]
    slip: tuple[Words, ...]


def invite_views(seen: Sequence[InviteSeen], times: Times) -> list[InviteView]:
    """The list, newest first."""
    return [_view(invite, times) for invite in seen]


def _view(invite: InviteSeen, times: Times) -> InviteView:
    return InviteView(
        id=invite.id,
        label=invite.label,
        made=times.exact(invite.made_at),
        state=state_words(invite, times),
        may_withdraw=invite.state is InviteState.WAITING,
        screening_id=invite.screening_id,
    )


def state_words(invite: InviteSeen, times: Times) -> str:
    """How far a link has come, in one or two sentences."""
    return _(STATES[invite.state]) % {"since": times.exact(invite.since), "until": times.exact(invite.expires_at)}


def link_view(address: str, until: datetime, zone: ZoneInfo) -> LinkView:
    """What staff copy, show or print."""
    return LinkView(address, link_code(address), messages(address, until, zone), slip(until, zone))


def messages(address: str, until: datetime, zone: ZoneInfo) -> tuple[Words, ...]:
    """What goes into a text message or an e-mail, in each language."""
    text = N_(
        "Here is your link: %(link)s\nIt works once, until %(day)s. It is for you only. Please do not pass it on."
    )
    return _in_each_language(text, until, zone, link=address)


def slip(until: datetime, zone: ZoneInfo) -> tuple[Words, ...]:
    """What stands beside a printed code, in each language."""
    text = N_("Point the camera of your phone at the square, or type the address. It works once, until %(day)s.")
    return _in_each_language(text, until, zone)


def _in_each_language(text: str, until: datetime, zone: ZoneInfo, **filling: str) -> tuple[Words, ...]:
    said = []
    for code, name in LANGUAGES.items():
        with force_locale(code):
            day = format_skeleton("MMMMd", until, tzinfo=zone, locale=code)
            said.append(Words(code, name, _(text, day=day, **filling)))
    return tuple(said)
