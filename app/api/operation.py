"""What one operation of the API is: how it is asked, by whom, and what it answers."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from app.accounts.api_tokens import Scope

PREFIX: Final = "/api/v1"
PUBLIC_ID: Final = r"^[0-9a-f]{32}$"


def _whole(value: object) -> object:
    """To JSON 4.0 is the same number as 4."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE: Final = BeforeValidator(_whole)


class Resource(BaseModel):
    """What goes in or out as JSON: exactly the fields that it names."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


@dataclass(frozen=True, kw_only=True)
class Operation:
    """`view` gets the parts of the path by name, and `caller`, `query`, `body` where there are such.

    `answers`: what comes out; nothing where there is only a status. `scope`: what a token needs for it; None where any
    token will do. `refusals`: statuses that only this one answers with.
    """

    method: Literal["GET", "POST", "DELETE"]
    path: str
    view: Callable[..., BaseModel | None]
    answers: type[BaseModel] | None = None
    status: HTTPStatus = HTTPStatus.OK
    token: bool = True
    scope: Scope | None = None
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    refusals: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """By what it is known, in the description and to Flask."""
        return self.view.__name__

    @property
    def words(self) -> tuple[str, str]:
        """What it does: in one sentence, and everything else that there is to say."""
        first, _, rest = (inspect.getdoc(self.view) or "").partition("\n\n")
        return " ".join(first.split()), rest

    @property
    def once_only(self) -> bool:
        """Whether asking twice would do it twice, so that it wants a key by which a second asking is known."""
        return self.method == "POST"
