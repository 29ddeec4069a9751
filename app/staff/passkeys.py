"""What a page has to know to offer a passkey: whether there is one, and whether it works at this address."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Response, make_response, request

from app.accounts import StaffUser, factor, passkeys
from app.accounts.passkey_answers import NotAccepted
from app.accounts.relying_party import relying_party
from app.extensions import db


@dataclass(frozen=True)
class Factors:
    """What somebody has. `works`: whether passkeys do at this address; else `elsewhere` is where, if anywhere."""

    authenticator: bool
    passkey: bool
    works: bool
    elsewhere: str


def factors_of(user: StaffUser) -> Factors:
    """By what they may confirm who they are, on the page that is asked for."""
    party = relying_party()
    elsewhere = party.origin if party else ""
    return Factors(
        authenticator=factor.has_authenticator(user.id),
        passkey=bool(passkeys.of_user(user.id)),
        works=urlsplit(elsewhere).netloc == request.host.lower(),
        elsewhere=elsewhere,
    )


def ask_to_use(user: StaffUser) -> Response:
    """The question for the script of the page. It is no page itself."""
    return _question(lambda: passkeys.ask_to_use(user))


def ask_to_add(user: StaffUser) -> Response:
    """The same for a new one."""
    return _question(lambda: passkeys.ask_to_add(user))


def _question(ask: Callable[[], str]) -> Response:
    try:
        question = ask()
    except NotAccepted:
        return make_response({}, 409)
    db.session.commit()
    return Response(question, mimetype="application/json")
