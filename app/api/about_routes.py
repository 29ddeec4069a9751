"""What this API is, and whom it takes a caller for."""

from datetime import datetime
from typing import Any, Final

from flask import current_app
from pydantic import RootModel

from app.accounts.api_token_models import ApiToken
from app.accounts.api_tokens import Scope
from app.api.describe import describe
from app.api.operation import Operation, Resource


class Description(RootModel[dict[str, Any]]):
    """An OpenAPI document."""


class TokenInfo(Resource):
    """What a token is for."""

    name: str
    """What your system is called here, and in a consent that lets it take copies."""
    site: str
    scopes: list[Scope]
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


OPERATIONS: Final = (
    Operation(method="GET", path="/openapi.json", view=read_description, token=False, answers=Description),
    Operation(method="GET", path="/token", view=read_token, answers=TokenInfo),
)
