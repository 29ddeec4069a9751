"""Who asks: the other system whose token came with the request."""

from flask import g, request

from app.accounts.api_token_models import ApiToken
from app.accounts.api_tokens import NoLongerWorks, Scope, TokenState, TooManyRequests, state_of, use_token
from app.activity import record
from app.api.refusal import Refusal
from app.extensions import begin_immediate, db

CHALLENGE = 'Bearer realm="Braid"'


def caller_of(scope: Scope | None) -> ApiToken:
    """The token of this request, if it works and may do this. Raises Refusal, TooManyRequests."""
    said = request.headers.get("Authorization", "")
    kind, _, secret = said.partition(" ")
    token = _used(secret.strip()) if kind.lower() == "bearer" else None
    if token is None:
        raise _unknown(brought=bool(said))
    g.api_caller = token
    _let_in(token, scope)
    return token


def _used(secret: str) -> ApiToken | None:
    """The token; that somebody came with one that worked once is on record, and nothing else tells it from none."""
    try:
        return use_token(secret)
    except NoLongerWorks as over:
        g.api_caller = over.token
        denied("page", request.endpoint or "")
        return None
    except TooManyRequests as often:
        g.api_caller = often.token
        raise


def _unknown(*, brought: bool) -> Refusal:
    """Revoked, over or never there: which of them is not said."""
    challenge = f'{CHALLENGE}, error="invalid_token"' if brought else CHALLENGE
    return Refusal(401, "no-token", "Send a token that works: Authorization: Bearer …", {"WWW-Authenticate": challenge})


def _let_in(token: ApiToken, scope: Scope | None) -> None:
    if state_of(token) is TokenState.WAITS:
        denied("page", request.endpoint or "")
        raise Refusal(403, "not-agreed-yet", "A supervisor of the site has to agree to this token first.")
    if scope and scope not in token.scopes.split():
        denied("page", request.endpoint or "")
        challenge = f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'
        raise Refusal(403, "wrong-scope", f"This needs a token for: {scope}.", {"WWW-Authenticate": challenge})


def denied(kind: str, subject: str) -> None:
    """Record that this system was refused, in a transaction of its own."""
    db.session.rollback()
    begin_immediate()
    record("access.denied", subject=(kind, subject), actor=g.api_caller, method=request.method)
    db.session.commit()
