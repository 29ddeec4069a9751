"""What this API is, and whom it takes a caller for."""

from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from flask import current_app
from pydantic import RootModel

from app.accounts.api_token_models import ApiToken
from app.accounts.api_tokens import RenewedLately, Scope, renew
from app.api.describe import describe
from app.api.once import once
from app.api.operation import Operation, Resource
from app.api.refusal import Refusal


class Description(RootModel[dict[str, Any]]):
    """An OpenAPI document."""


class TokenInfo(Resource):
    """What a token is for."""

    name: str
    """What your system is called here, and in a consent that lets it take copies."""
    site: str
    scopes: list[Scope]
    expires_at: datetime


class TokenRenewed(Resource):
    """A new token for the same."""

    token: str
    """It is not told again, but to whoever asks once more under the same key."""
    former_works_until: datetime
    """Until then the token that you had works as well: use the new one from now on."""
    expires_at: datetime


def read_description() -> Description:
    """Read this description. It needs no token."""
    return Description(describe(current_app.extensions["braid.api"]))


def read_token(caller: ApiToken) -> TokenInfo:
    """Read what your token is for and how long it works."""
    return TokenInfo(
        name=caller.name,
        site=caller.site_id,
        scopes=[Scope(scope) for scope in caller.scopes.split()],
        expires_at=caller.expires_at,
    )


def renew_token(caller: ApiToken) -> TokenRenewed:
    """Get a new token in place of yours, which works on for a day.

    It is for the same, and ends on the same day. No human sees it. Asked for again before the former one is over, it is
    refused: then another part of your system has asked already.
    """
    return once(caller, TokenRenewed, lambda: _renewed(caller))


def _renewed(caller: ApiToken) -> TokenRenewed:
    try:
        secret, until = renew(caller)
    except RenewedLately:
        raise Refusal(
            409, "renewed-lately", "There is a new token already, and the one before it still works."
        ) from None
    return TokenRenewed(token=secret, former_works_until=until, expires_at=caller.expires_at)


OPERATIONS: Final = (
    Operation(method="GET", path="/openapi.json", view=read_description, token=False, answers=Description),
    Operation(method="GET", path="/token", view=read_token, answers=TokenInfo),
    Operation(
        method="POST",
        path="/token/renewals",
        view=renew_token,
        answers=TokenRenewed,
        status=HTTPStatus.CREATED,
        refusals=(409,),
    ),
)
