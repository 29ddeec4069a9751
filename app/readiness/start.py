"""What must hold before the first request is answered. What settings alone can tell was refused when they were read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import migrations
from app.alerts import wrong_clock
from app.crisis import last_resort
from app.crisis.messages import messages
from app.crisis.resources import ResourceError, resources
from app.definitions import DefinitionError
from app.extensions import db
from app.leaflets import leaflets
from app.readiness import database, places
from app.screening.plan import plan
from app.settings import SettingsError, current_settings

OUT_OF_DATE: Final = "the database is not up to date: flask db upgrade"


@contextmanager
def in_one_line() -> Iterator[None]:
    """End the process with one line where the block refuses to go on, and with no word of how that was found out."""
    try:
        yield
    except (SettingsError, DefinitionError, ResourceError) as error:
        raise SystemExit(f"braid: {error}") from None


def refuse_to_serve(app: Flask) -> None:
    """Load every definition, and in production see that all else holds. Raises one line that says what does not.

    Leaves no connection open, so that whoever calls it may fork.
    """
    load_definitions()
    with app.app_context():
        try:
            if current_settings().production and (reason := next(refusals(app), None)):
                raise SettingsError(f"production will not start: {reason}")
        finally:
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()


def load_definitions() -> None:
    """Read what people are asked and shown before anybody comes. Raises what names file and key."""
    for load in (plan, resources, messages, leaflets):
        load()


def refusals(app: Flask) -> Iterator[str]:
    """Why production must not start on this machine and with this database, the cheapest to find out first."""
    if missing := missing_numbers():
        yield f"the help lines lack {', '.join(missing)}"
    if wrong_clock.before_this_version():
        yield "the clock of this machine stands before the day of this version"
    if kind := places.network_file_system(current_settings().database_url):
        yield f"SQLite cannot be trusted on a network file system ({kind})"
    yield from _database_refusals(app)


def missing_numbers() -> list[str]:
    """Numbers without which nobody may be asked anything, as far as they are not in the data."""
    there = {way.href for line in resources().values() for way in line.channels}
    return [href for href, _ in last_resort.LITERAL_NUMBERS if href not in there]


def _database_refusals(app: Flask) -> Iterator[str]:
    try:
        yield from database.unsafe()
        if migrations.pending(app):
            yield OUT_OF_DATE
    except SQLAlchemyError:
        yield "the database cannot be reached"
