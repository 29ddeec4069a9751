"""The matrix of access.toml: for each page its method, roles, object, freshness and trace."""

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import model_validator

from app.accounts import ROLES
from app.definitions import Definition, DefinitionError, Fault, read_toml, validate
from app.settings import SettingsError

FILE: Final = Path(__file__).with_name("access.toml")
ANYONE: Final = "anyone"  # not signed in as well
HALFWAY: Final = "halfway"  # the password was right, the second factor is missing
BLUEPRINT: Final = "staff"

Words = tuple[str, ...]


class AccessError(SettingsError):
    """The matrix is wrong, or it and the pages disagree. The message is one line."""


class Row(Definition):
    """What is said of one page."""

    method: Literal["GET", "POST"]
    roles: Words
    object: str
    fresh: bool
    events: Words

    @model_validator(mode="after")
    def _sound(self) -> Self:
        outside = {ANYONE, HALFWAY} & set(self.roles)
        if not self.roles or (outside and len(self.roles) > 1):
            raise Fault("roles", "name roles, or anyone, or halfway, and nobody else")
        if self.fresh and (outside or self.method != "POST"):
            raise Fault("fresh", "only a POST of somebody signed in can wait for a fresh code")
        return self


class Matrix(Definition):
    """The whole file."""

    groups: dict[str, Words]
    objects: dict[str, Words]
    pages: dict[str, Row]

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Self:
        known = {*ROLES, *self.groups, ANYONE, HALFWAY}
        for name, row in self.pages.items():
            if unknown := set(row.roles) - known:
                raise Fault(f"pages.{name}.roles", f"no such role or group: {', '.join(sorted(unknown))}")
            if row.object not in self.objects:
                raise Fault(f"pages.{name}.object", f"no such object: {row.object}")
        return self

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Each row by the endpoint of its page."""
        return {f"{BLUEPRINT}.{name}": row for name, row in self.pages.items()}

    def roles_of(self, endpoint: str) -> frozenset[str]:
        """Who may open a page, groups resolved; nobody where there is no row."""
        row = self.rows.get(endpoint)
        named = row.roles if row else ()
        return frozenset(role for name in named for role in self.groups.get(name, (name,)))


def load_matrix(file: Path) -> Matrix:
    """Read a matrix. Raises AccessError."""
    try:
        return validate(Matrix, file.name, read_toml(file))
    except DefinitionError as error:
        raise AccessError(str(error)) from error


@cache
def matrix() -> Matrix:
    """The one that is in force."""
    return load_matrix(FILE)
