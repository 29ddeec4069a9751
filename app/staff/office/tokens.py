"""View-model of the page of other systems: which may come in, for what, and whether they still do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts import Names, StaffUser, names_of
from app.accounts.api_token_models import ApiToken
from app.accounts.api_tokens import DAYS, Scope, TokenState, state_of
from app.extensions import N_
from app.staff.access import may
from app.staff.office.token_form import SCOPE_WORDS
from app.staff.words.sealed import or_unreadable
from app.staff.words.times import Times

STATES: Final[dict[TokenState, tuple[str, str, str]]] = {  # class, sign and word
    TokenState.WORKS: ("fresh", "●", N_("Works")),
    TokenState.WAITS: ("due", "▲", N_("Waits until a supervisor agrees")),
    TokenState.EXPIRED: ("muted", "–", N_("Over")),
    TokenState.REVOKED: ("muted", "–", N_("Revoked")),
}


@dataclass(frozen=True)
class TokenView:
    """One token. `may_agree`, `may_revoke`: what the reader can do about it."""

    id: str
    name: str
    scopes: list[str]
    mark: str
    sign: str
    state: str
    made: str
    agreed: str
    used: str
    until: str
    former: str
    may_agree: bool
    may_revoke: bool


def token_views(tokens: Iterable[ApiToken], reader: StaffUser, times: Times) -> list[TokenView]:
    """Tokens in words, in their order."""
    found = list(tokens)
    names = names_of(by for token in found for by in (token.made_by, token.agreed_by))
    return [_view(token, reader, times, names) for token in found]


def _view(token: ApiToken, reader: StaffUser, times: Times, names: Names) -> TokenView:
    state = state_of(token)
    mark, sign, word = STATES[state]
    return TokenView(
        id=token.public_id,
        name=or_unreadable(lambda: token.name),
        scopes=[_(SCOPE_WORDS[Scope(scope)]) for scope in token.scopes.split()],
        mark=mark,
        sign=sign,
        state=_(word),
        made=_by(token.made_by, token.made_at, times, names),
        agreed=_by(token.agreed_by, token.agreed_at, times, names) if token.agreed_at else "",
        used=times.exact(token.last_used_at) if token.last_used_at else _("never"),
        until=times.day(token.expires_at),
        former=_former(token, times) if state is TokenState.WORKS else "",
        may_agree=state is TokenState.WAITS and may(reader.role, "staff.agree_token") and token.made_by != reader.id,
        may_revoke=state in (TokenState.WORKS, TokenState.WAITS),
    )


def _former(token: ApiToken, times: Times) -> str:
    """Until when the secret works that it had before."""
    until = token.former_until
    return times.exact(until) if until and until > times.now else ""


def _by(who: UUID | None, at: datetime, times: Times, names: Names) -> str:
    return _("%(name)s, %(day)s", name=names.get(who, "?"), day=times.day(at))


def scope_choices() -> list[tuple[str, str]]:
    """What a token may be made for."""
    return [(scope.value, _(words)) for scope, words in SCOPE_WORDS.items()]


def day_choices() -> list[tuple[str, str]]:
    """For how long it may work."""
    return [(str(days), ngettext("%(num)s day", "%(num)s days", days)) for days in DAYS]
