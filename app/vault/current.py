"""The vault of the application that is running, or why it has none."""

import secrets
from typing import Final

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from app.settings import Settings
from app.vault.keyfile import KeyFileError, UnsafeKeyFile
from app.vault.seals import KEY_BYTES
from app.vault.vault import Locked, Vault
from app.vault.watched import WatchedKeys

_SECONDS: Final = 3
_LOG: Final = "activity"
_ANY_ACT: Final = sa.text(f"SELECT 1 FROM {_LOG} LIMIT 1")  # noqa: S608 - our own name; of all that is sealed something is recorded


def init_vault(app: Flask, settings: Settings) -> None:
    """Open the key file and give the application its vault and Flask's secret. Raises KeyFileError.

    A key file is made only for a new installation outside production: making one beside an existing database would turn
    everything in it unreadable without a word. Where there is a database and no key file that can be read, nothing is
    raised: the application starts locked, so that whoever comes finds help and not an empty address.
    """
    try:
        watched = WatchedKeys(settings.key_file, may_create=_is_new(settings))
    except UnsafeKeyFile:
        raise
    except KeyFileError as error:
        if not _holds_anything(settings):
            raise
        app.extensions["braid.vault"] = Locked(str(error))
        app.secret_key = secrets.token_hex(KEY_BYTES)  # nothing that it signs has to be known again
        return
    vault = Vault(watched.now, watched)
    app.extensions["braid.vault"] = vault
    app.secret_key = vault.derive("flask-secret")


def current_vault() -> Vault:
    """The vault. Raises Locked."""
    found: Vault | Locked = current_app.extensions["braid.vault"]
    if isinstance(found, Locked):
        raise Locked(str(found))
    return found


def why_locked(app: Flask) -> str | None:
    """Why there is no vault, in one line; None if there is one."""
    found = app.extensions["braid.vault"]
    return str(found) if isinstance(found, Locked) else None


def _is_new(settings: Settings) -> bool:
    """Whether a key file may be made, where there is none. Never beside a file of a database, whatever is in it."""
    if settings.env == "production" or settings.key_file.exists():
        return False
    return not (settings.has_database_file() or _holds_anything(settings))


def _holds_anything(settings: Settings) -> bool:
    """Whether there is something that a key file could open. What cannot be asked may hold something."""
    is_file = settings.database_url.startswith("sqlite")
    if is_file and not settings.has_database_file():
        return False
    waits = {} if is_file else {"connect_timeout": _SECONDS}
    engine = sa.create_engine(settings.database_url, poolclass=sa.NullPool, connect_args=waits, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return sa.inspect(connection).has_table(_LOG) and connection.scalar(_ANY_ACT) is not None
    except SQLAlchemyError:
        return True
