"""Moving a database to the present tables.

Alembic is loaded by what finds something to do, or is asked about other tables than the present ones: a server that
starts over a database that is up to date needs none of it.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask

from app.extensions import db

DIRECTORY: Final = Path(__file__).parent
_KEY: Final = "migrate"  # where Flask-Migrate looks


@dataclass(frozen=True)
class _Migrations:
    """What Flask-Migrate looks for in an application, made when it does."""

    directory: str

    @cached_property
    def migrate(self) -> Any:  # noqa: ANN401 - Flask-Migrate's own, which ships no types
        from flask_migrate import Migrate  # type: ignore[import-untyped]  # the same; it loads Alembic

        return Migrate(db=db, directory=self.directory)


def init_migrations(app: Flask, directory: Path = DIRECTORY) -> None:
    """Make `flask db ...` work."""
    app.extensions[_KEY] = _Migrations(str(directory))


def upgrade(app: Flask) -> None:
    """Bring the database up to date. Several processes may call it at once: one does it, the others wait for it."""
    if not _stands_at_the_last(app):
        from app.migrations import by_alembic

        by_alembic.upgrade(app, _config(app))


def pending(app: Flask) -> bool:
    """Whether this code cannot work with the database: it is older, or so much newer that something of ours is gone."""
    if _stands_at_the_last(app):
        return False
    from app.migrations import by_alembic

    return by_alembic.pending(app, _config(app))


def knows(app: Flask, migration: str) -> bool:
    """Whether this code has ever been at this migration, so that it can bring a database from there up to date."""
    return migration in _ours(app)


def is_newer(app: Flask) -> bool:
    """Whether the database has been where this code never was: a later release has moved it on."""
    return not set(_stands_at(app)) <= set(_ours(app))


def _config(app: Flask) -> Any:  # noqa: ANN401 - Flask-Migrate's own, which ships no types
    """What Alembic is told of this application."""
    with app.app_context():
        return app.extensions[_KEY].migrate.get_config()


def _stands_at_the_last(app: Flask) -> bool:
    return _stands_at(app) == _ours(app)[-1:]


def _stands_at(app: Flask) -> list[str]:
    """The last migration that the database has seen, if any."""
    with app.app_context(), db.engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return []
        return list(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars())


def _ours(app: Flask) -> list[str]:
    """Each file is named for its migration, in their order."""
    folder = Path(app.extensions[_KEY].directory) / "versions"
    return sorted(path.name.partition("_")[0] for path in folder.glob("[0-9]*.py"))
