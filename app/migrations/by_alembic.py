"""What Alembic does to a database, and finds in it. Only what has found a need for it loads this."""

from typing import Any

from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from app.extensions import db
from app.migrations.newer import has_all_that_is_ours, is_newer


def upgrade(app: Flask, config: Any) -> None:  # noqa: ANN401 - Flask-Migrate's own, which ships no types
    """Do each migration that the database has not seen."""
    with app.app_context():
        command.upgrade(config, "head")


def pending(app: Flask, config: Any) -> bool:  # noqa: ANN401 - the same
    """Whether this code cannot work with a database that does not stand at the last migration."""
    with app.app_context(), db.engine.connect() as connection:
        there = set(MigrationContext.configure(connection).get_current_heads())
        ours = ScriptDirectory.from_config(config)
        if is_newer(there, ours):
            return not has_all_that_is_ours(connection)
        return there != set(ours.get_heads())
