"""Saying no to a program."""

from collections.abc import Mapping
from typing import Final

NO_HEADERS: Final[Mapping[str, str]] = {}


class Refusal(Exception):
    """Nothing was done. `name` tells it apart from others of this status; `errors`: what is wrong with which field."""

    def __init__(
        self,
        status: int,
        name: str = "",
        detail: str = "",
        headers: Mapping[str, str] = NO_HEADERS,
        errors: list[dict[str, str]] | None = None,
    ) -> None:
        super().__init__(name)
        self.status, self.name, self.detail = status, name, detail
        self.headers, self.errors = headers, errors
