"""Reading definition files: TOML in, a validated frozen object out, or one line that names file and key."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

SUMS_FILE = "SHA256SUMS"


class DefinitionError(ValueError):
    """A definition that may not be used. The message is one line: file, key if the fault lies in one, what is wrong."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(": ".join(filter(None, (file, key, problem))))


class Fault(ValueError):
    """What a type's own check finds wrong, and the key it lies in. `validate` adds the file."""

    def __init__(self, key: str, problem: str) -> None:
        self.key, self.problem = key, problem
        super().__init__(f"{key}: {problem}")


class Definition(BaseModel):
    """Base of everything read from a definition file: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Model = TypeVar("Model", bound=Definition)


def read_pinned(directory: Path) -> dict[str, dict[str, Any]]:
    """Parse every TOML file of a folder after comparing it with the folder's SHA256SUMS.

    Returns file name -> parsed content. Raises DefinitionError if a file is changed, missing, not listed or not TOML.
    """
    pins = _pins(directory)
    found = {path.name: path for path in sorted(directory.glob("*.toml"))}
    for name in sorted(pins.keys() - found.keys()):
        raise DefinitionError(name, "sha256", f"listed in {SUMS_FILE}, but the file is missing")
    return {name: _read(path, pins) for name, path in found.items()}


def _pins(directory: Path) -> dict[str, str]:
    try:
        lines = (directory / SUMS_FILE).read_text("utf-8").splitlines()
    except OSError as error:
        raise DefinitionError(SUMS_FILE, "sha256", "the list of pinned files cannot be read") from error
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _read(path: Path, pins: Mapping[str, str]) -> dict[str, Any]:
    raw = path.read_bytes()
    if path.name not in pins:
        raise DefinitionError(path.name, "sha256", f"is not listed in {SUMS_FILE}")
    if pins[path.name] != hashlib.sha256(raw).hexdigest():
        problem = f"differs from {SUMS_FILE}; a changed wording is a different instrument"
        raise DefinitionError(path.name, "sha256", problem)
    try:
        return _parsed(raw)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(path.name, "toml", str(error)) from error


def read_toml(file: Path) -> dict[str, Any]:
    """Parse one TOML file that is not pinned. Raises DefinitionError if it cannot be read or is not TOML."""
    try:
        return _parsed(file.read_bytes())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(file.name, "", str(error)) from error


def _parsed(raw: bytes) -> dict[str, Any]:
    return {key: _frozen(value) for key, value in tomllib.loads(raw.decode("utf-8")).items()}


def _frozen(value: object) -> object:
    """TOML has arrays; the frozen types have tuples."""
    match value:
        case dict():
            return {key: _frozen(part) for key, part in value.items()}
        case list():
            return tuple(_frozen(part) for part in value)
    return value


def validate(model: type[Model], file: str, content: Mapping[str, Any], *within: str) -> Model:
    """Build `model` from parsed content; the first fault becomes a DefinitionError with its key, `within` before it."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise _refusal(file, within, error.errors()[0]) from error


def _refusal(file: str, within: tuple[str, ...], first: ErrorDetails) -> DefinitionError:
    path = [*within, *(str(part) for part in first["loc"])]
    fault = first.get("ctx", {}).get("error")
    if isinstance(fault, Fault):
        return DefinitionError(file, ".".join([*path, fault.key]), fault.problem)
    return DefinitionError(file, ".".join(path) or "file", first["msg"].removeprefix("Value error, "))
