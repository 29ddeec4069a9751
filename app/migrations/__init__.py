"""Moving a database to the present tables."""

from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate  # type: ignore[import-untyped]  # publishes no types

from app.extensions import db

DIRECTORY: Final = Path(__file__).parent


def init_migrations(app: Flask, directory: Path = DIRECTORY) -> None:
    """Make `flask db ...` work."""
    Migrate(app, db, directory=str(directory))


def upgrade(app: Flask) -> None:
    """Bring the database up to date. Several processes may call it at once: one does it, the others wait for it."""
    with app.app_context():
        command.upgrade(_config(app), "head")


def pending(app: Flask) -> bool:
    """Whether the database is older (or newer) than this code."""
    with app.app_context(), db.engine.connect() as connection:
        there = set(MigrationContext.configure(connection).get_current_heads())
        return there != set(ScriptDirectory.from_config(_config(app)).get_heads())


def _config(app: Flask) -> Any:  # noqa: ANN401 - Flask-Migrate's own, which ships no types
    return app.extensions["migrate"].migrate.get_config()
