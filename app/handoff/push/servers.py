"""The systems of others that take FHIR, and whose they are: a file of the operator's.

It comes from a file and never from a page: whoever could change it in a browser could have every record sent to them.
"""

import re
import stat
import tomllib
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from flask import Flask, current_app
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from app.settings import Settings, SettingsError
from app.settings.channels import webhook_url

_EXTENSION: Final = "braid.fhir_servers"
_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/-]{1,8000}=*")  # as RFC 6750 has it: nothing in it begins another header
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def _address(text: str) -> str:
    if urlsplit(webhook_url(text)).query:
        raise ValueError("must be an address without a ?")
    return text.rstrip("/")


class Server(BaseModel):
    """One system. `recipients`: whose it is, as consents name them. `token_file`: what it knows us by.

    `private`: its name may lead into a private network.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,30}$")]
    recipients: Annotated[tuple[str, ...], Field(min_length=1)]
    url: Annotated[str, AfterValidator(_address)]
    token_file: Path | None = None
    private: bool = False

    def is_of(self, recipient: str) -> bool:
        """Whether it is theirs. Case and spaces make no other name."""
        return _same(recipient) in map(_same, self.recipients)

    def token(self) -> str:
        """Read at each call, as it may be renewed; empty where nothing is asked for. Raises OSError, ValueError."""
        token = self.token_file.read_text("ascii").strip() if self.token_file else ""
        if self.token_file and not _TOKEN.fullmatch(token):
            raise ValueError("holds no bearer token")
        return token


class ServersFile(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    server: tuple[Server, ...]


def init_servers(app: Flask, settings: Settings) -> None:
    """Give the application its servers. Raises SettingsError if the file or a token cannot be right."""
    app.extensions[_EXTENSION] = _read(settings.fhir_servers, settings) if settings.fhir_servers else ()


def servers() -> tuple[Server, ...]:
    """Every system that is set up."""
    found: tuple[Server, ...] = current_app.extensions[_EXTENSION]
    return found


def server_of(recipient: str) -> Server | None:
    """The system of whom a consent names."""
    return next((server for server in servers() if server.is_of(recipient)), None)


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


def _read(path: Path, settings: Settings) -> tuple[Server, ...]:
    try:
        found = ServersFile.model_validate(tomllib.loads(path.read_text("utf-8"))).server
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _wrong(path, f"{where}: {first['msg']}") from None
    except (OSError, ValueError) as error:
        raise _wrong(path, f"cannot be read: {' '.join(str(error).split())}") from None
    _check_names(path, found)
    for server in found:
        _check(path, server, settings)
    return found


def _check_names(path: Path, found: tuple[Server, ...]) -> None:
    recipients = [_same(name) for server in found for name in server.recipients]
    if len({server.name for server in found}) < len(found) or len(set(recipients)) < len(recipients):
        raise _wrong(path, "a name stands twice")


def _check(path: Path, server: Server, settings: Settings) -> None:
    if settings.production and server.url.startswith("http://"):
        raise _wrong(path, f"{server.name}: must begin with https://")
    try:
        server.token()
    except (OSError, ValueError):
        raise _wrong(path, f"{server.name}: {server.token_file} holds no bearer token that can be read") from None
    if server.token_file and stat.S_IMODE(server.token_file.stat().st_mode) & _OTHERS:
        raise _wrong(path, f"{server.token_file} can be read by others; do: chmod 600 {server.token_file}")


def _wrong(path: Path, what: str) -> SettingsError:
    return SettingsError(f"BRAID_FHIR_SERVERS: {path}, {what}")
