"""Starting and stopping, as the log has it: what it is that runs, so that a reader sees what has changed."""

import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.activity.models import Activity
from app.activity.record import record
from app.activity.store import latest
from app.extensions import db, writing
from app.screening.definitions_digest import definitions_digest
from app.settings import current_settings
from app.settings.version import software_version
from app.vault import current_vault

log = logging.getLogger(__name__)
STARTED: Final = "braid.started"
STOPPED: Final = "braid.stopped"
_BRAID: Final = ("braid", "server")
_STARTS_LOOKED_AT: Final = 10  # of either surface
_MARK_BYTES: Final = 8
_COMPARED: Final = ("software", "schema", "definitions", "settings")


def note_start(app: Flask) -> None:
    """What the server does when it starts. A log that takes nothing keeps no server from answering people."""
    _note(app, record_start)


def note_stop(app: Flask) -> None:
    """What the server does when it is stopped."""
    _note(app, record_stop)


def _note(app: Flask, act: Callable[[], None]) -> None:
    with app.app_context():
        try:
            act()
        except SQLAlchemyError as error:
            log.error("starting or stopping could not be recorded: %s", type(error).__name__)
            db.session.rollback()


def record_start() -> None:
    """Record that a server started, with which settings, tables and definitions. In a transaction of its own."""
    detail: dict[str, Any] = {**_as_it_is(), "surface": current_settings().surface}
    with writing():
        record(STARTED, subject=_BRAID, **detail)


def record_stop() -> None:
    """Record that it was stopped; who is killed leaves no such row. In a transaction of its own."""
    with writing():
        record(STOPPED, subject=_BRAID, surface=current_settings().surface)


def changed_with(start: Activity) -> list[str]:
    """In what a start is not as the last one of its side before it; nothing where there is none.

    Worked out by whoever reads the log: the person's side writes to it and may not read what stands there.
    """
    earlier = latest(_STARTS_LOOKED_AT, Activity.action == STARTED, before=start.seq)
    side = start.detail["surface"]
    before = next((row.detail for row in earlier if row.detail["surface"] == side), start.detail)
    return [name for name in _COMPARED if before.get(name) != start.detail.get(name)]


def _as_it_is() -> dict[str, str]:
    """What it is that runs. Settings hold secrets, so of them there is only a keyed mark."""
    return {
        "software": software_version(),
        "schema": str(db.session.scalar(sa.text("SELECT version_num FROM alembic_version"))),
        "definitions": definitions_digest(),
        "settings": _mark_of_settings(),
    }


def _mark_of_settings() -> str:
    said = json.dumps(asdict(current_settings()), default=_plain, sort_keys=True)
    return hmac.digest(current_vault().derive("settings-mark"), said.encode(), "sha256")[:_MARK_BYTES].hex()


def _plain(value: object) -> object:
    """As text; of a file that the settings name, what stands in it; what has no order in an order."""
    if isinstance(value, Path):
        return [str(value), value.read_text("utf-8", "replace") if value.suffix == ".toml" and value.is_file() else ""]
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)
