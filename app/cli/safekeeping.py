"""What an operator has to know of keys and backups before it is too late."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import current_app

from app.accounts import count_unreadable
from app.backup.make import newest_in_folder
from app.cli import root_keys
from app.extensions import clock
from app.settings import current_settings
from app.vault import current_vault, why_locked
from app.web import locked

EVERY: Final = timedelta(hours=26)  # once a day, and a little


def of_keys() -> Iterator[str]:
    """What is the matter with the key file."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # of a proxy
    if why := locked.why(app):
        yield why
    if why_locked(app) is None:
        for key_id, rows in root_keys.rows_by_key().items():
            if key_id not in current_vault().key_ids:
                yield f"root key {key_id} is not in the key file, and wraps {root_keys.said(rows)}"
        if damaged := count_unreadable():
            yield f"accounts whose name and address cannot be opened: {damaged}"


def of_backups() -> Iterator[str]:
    """What is the matter with backups, where they have a folder."""
    if current_settings().backup_folder:
        yield from _backups()


def _backups() -> Iterator[str]:
    newest, folder = newest_in_folder(), current_settings().backup_folder
    if newest is None:
        yield f"there is no backup in {folder}: flask backup"
    elif clock.now() - datetime.fromtimestamp(newest.stat().st_mtime, UTC) > EVERY:
        yield f"the newest backup is more than a day old: {newest}"
