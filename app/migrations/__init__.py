"""Moving a database to the present tables."""

from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate  # type: ignore[import-untyped]  # publishes no types

from app.extensions import db
from app.migrations.newer import has_all_that_is_ours, is_newer

DIRECTORY: Final = Path(__file__).parent


def init_migrations(app: Flask, directory: Path = DIRECTORY) -> None:
    """Make `flask db ...` work."""
    Migrate(app, db, directory=str(directory))


def upgrade(app: Flask) -> None:
    """Bring the database up to date. Several processes may call it at once: one does it, the others wait for it."""
    with app.app_context():
        command.upgrade(_config(app), "head")


def pending(app: Flask) -> bool:
    """Whether this code cannot work with the database: it is older, or so much newer that something of ours is gone."""
    with app.app_context(), db.engine.connect() as connection:
        there = set(MigrationContext.configure(connection).get_current_heads())
        ours = ScriptDirectory.from_config(_config(app))
        if is_newer(there, ours):
            return not has_all_that_is_ours(connection)
        return there != set(ours.get_heads())


def knows(app: Flask, migration: str) -> bool:
    """Whether this code has ever been at this migration, so that it can bring a database from there up to date."""
    with app.app_context():
        return any(
            script.revision == migration for script in ScriptDirectory.from_config(_config(app)).walk_revisions()
        )


def _config(app: Flask) -> Any:  # noqa: ANN401 - Flask-Migrate's own, which ships no types
    return app.extensions["migrate"].migrate.get_config()
