"""How all is, in depth: for `flask doctor` and the timer that calls it. Never over HTTP: it would tell too much."""

from collections.abc import Iterator
from typing import Final

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import migrations
from app.alerts import wrong_clock
from app.alerts.dead_man import count_unopened, count_untold, idle_channels
from app.alerts.log_faults import log_problems
from app.alerts.relay import say_alive
from app.extensions import db
from app.extensions.other_clock import disagreement
from app.handoff.push.under_way import count_late
from app.intake.case.recheck import count_mismatches
from app.readiness import clocks, database, engines, places
from app.readiness.start import OUT_OF_DATE, missing_numbers
from app.retention.run import stands_still
from app.settings import current_settings

UNREACHABLE: Final = "the database cannot be reached"
NO_DATABASE: Final = frozenset({OUT_OF_DATE, UNREACHABLE})  # whatever else would be asked of it is not known
DOCTOR: Final = "doctor"  # who writes, to see that something can be written


def problems(app: Flask) -> Iterator[str]:
    """Everything that is wrong with this installation, a line for each."""
    yield from _around()
    try:
        yield from database.unsafe()
        if migrations.pending(app):
            yield OUT_OF_DATE
            return
        yield from _of_what_is_kept()
        yield from _of_what_is_told()
        yield from engines.problems(app)
    except SQLAlchemyError:
        db.session.rollback()
        yield UNREACHABLE


def _around() -> Iterator[str]:
    """What can be seen without the database."""
    settings = current_settings()
    if missing := missing_numbers():
        yield f"the help lines lack {', '.join(missing)}"
    if wrong_clock.before_this_version():
        yield "the clock of this machine stands before the day of this version"
    if kind := places.network_file_system(settings.database_url):
        yield f"SQLite cannot be trusted on a network file system ({kind})"
    if places.is_nearly_full(settings.instance):
        yield f"there is hardly any room left under {settings.instance}"
    if not settings.channels:
        yield "staff are told of nothing outside Braid: set BRAID_SMTP_URL or BRAID_WEBHOOK_URL"


def _of_what_is_kept() -> Iterator[str]:
    if not _can_write():
        yield "the database takes no writes"
    if clocks.went_back():
        yield "the clock stands before the newest row of the activity log"
    if apart := disagreement():
        yield apart
    yield from log_problems()
    if standing := stands_still():
        yield standing
    if wrong := count_mismatches():
        yield f"versions of answers whose stored scores do not follow from them: {wrong}"


def _of_what_is_told() -> Iterator[str]:
    for channel in idle_channels():
        yield f"nobody delivers by {channel}: start the server, or flask alerts run --loop"
    if unopened := count_unopened():
        yield f"alerts that nobody opened in time: {unopened}"
    if untold := count_untold():
        yield f"alerts that nobody was told of: {untold}"
    if late := count_late():
        yield f"records that have not arrived for an hour or longer: {late}"


def _can_write() -> bool:
    try:
        say_alive(DOCTOR)
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True
