"""The sign-off record: which clinical lead answers for thresholds, crisis wording and contact targets, since when."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import model_validator

from app.crisis.resources import read_toml
from app.instruments.definition import Definition, Fault, validate

FILE = Path(__file__).with_name("sign_off.toml")


class SignOff(Definition):
    """One sign-off, or the empty place for it."""

    by: str = ""
    credential: str = ""
    on: date | None = None

    @model_validator(mode="after")
    def _whole_or_empty(self) -> Self:
        if len({bool(self.by), bool(self.credential), bool(self.on)}) > 1:
            raise Fault("by", "a sign-off names who, with which credential and on which day")
        return self

    @property
    def given(self) -> bool:
        """Whether somebody answers for it."""
        return bool(self.by)


class SignOffs(Definition):
    """The whole record."""

    thresholds: SignOff
    crisis_wording: SignOff
    contact_targets: SignOff

    @property
    def complete(self) -> bool:
        """Whether somebody answers for every part."""
        return all(part.given for part in (self.thresholds, self.crisis_wording, self.contact_targets))


def load_sign_offs(file: Path) -> SignOffs:
    """Read a record. Raises DefinitionError, or ResourceError for a file that is no TOML."""
    return validate(SignOffs, file.name, read_toml(file))


@cache
def sign_offs() -> SignOffs:
    """The record of this installation."""
    return load_sign_offs(FILE)
