"""What this process counts for whoever watches over the house: how often each page was answered, with which status and
how soon, what was done, which limits were reached. Pages as the table of pages has them, and words of our own.

Each process keeps its counts in a file of its own, written anew every few seconds; `app.readiness.measured` reads them
all. So nothing listens here, and any number of processes on a machine count together.
"""

import logging
import secrets
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.activity import Activity
from app.extensions import db, start_rounds
from app.settings import Settings

if TYPE_CHECKING:
    from prometheus_client import Counter

log = logging.getLogger(__name__)
FILES: Final = "*.prom"
_KEY: Final = "braid.counts"
_ACTS: Final = "braid.acts"  # mark of a session: what was done in a transaction that is not over
_SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Counts:
    """The counters of one process."""

    def __init__(self) -> None:
        """Only whoever counts pays for the library: where there is no folder it is never loaded."""
        from prometheus_client import CollectorRegistry, Histogram, disable_created_metrics

        disable_created_metrics()  # type: ignore[no-untyped-call]  # of the library
        self._registry = CollectorRegistry()
        self._requests = self._counter("braid_requests", "Requests that were answered", "method", "route", "status")
        self._acts = self._counter("braid_acts", "What was done or read, as the activity log names it", "action")
        self._limits = self._counter("braid_limits_reached", "Requests that were one too many", "bucket")
        self._times = Histogram(
            "braid_request_seconds", "How long an answer took", ("route",), buckets=_SECONDS, registry=self._registry
        )

    def _counter(self, name: str, said: str, *labels: str) -> "Counter":
        from prometheus_client import Counter

        return Counter(name, said, labels, registry=self._registry)

    def answered(self, method: object, route: object, status: object, seconds: float) -> None:
        """Count a request. `route`: None for an address that leads nowhere."""
        page = str(route or "none")
        self._requests.labels(str(method), page, str(status)).inc()
        self._times.labels(page).observe(seconds)

    def acted(self, action: str) -> None:
        """Count a row of the activity log that is there for good."""
        self._acts.labels(action).inc()

    def limited(self, bucket: str) -> None:
        """Count a request that was one too many."""
        self._limits.labels(bucket).inc()

    def write(self, path: Path) -> None:
        """Put all of it into a file, which is whole whenever somebody reads it. Raises OSError."""
        from prometheus_client import write_to_textfile

        write_to_textfile(str(path), self._registry)


def init_app(app: Flask) -> None:
    """Count, if there is a folder for it."""
    settings: Settings = app.extensions["braid.settings"]
    app.extensions[_KEY] = Counts() if settings.metrics_folder else None


def counts_of(app: Flask) -> Counts | None:
    """The counters of this application; None where nothing is counted."""
    found: Counts | None = app.extensions.get(_KEY)
    return found


def start_in_server(app: Flask) -> None:
    """Keep the file of this process up to date as long as it runs."""
    settings: Settings = app.extensions["braid.settings"]
    if (counts := counts_of(app)) and settings.metrics_folder:
        writer = Writer(counts, settings.metrics_folder, settings.surface)
        start_rounds(app, "writing counts", writer.write, threading.Event())


class Writer:
    """Writes the file of one process. A disk that is full is told of once, and stops nobody."""

    def __init__(self, counts: Counts, folder: Path, surface: str) -> None:
        """Take a name that nobody else has: processes of several containers may share numbers."""
        self._counts, self._folder, self._failed = counts, folder, False
        self.path = folder / f"{surface}-{secrets.token_hex(3)}.prom"

    def write(self) -> None:
        """Write it anew; never raises for what the disk says."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._counts.write(self.path)
        except OSError as error:
            if not self._failed:
                log.error("counts cannot be written: %s", type(error).__name__)
            self._failed = True
        else:
            self._failed = False


@event.listens_for(db.session, "after_flush")
def _note_acts(session: Session, _context: object) -> None:
    if acts := [row.action for row in session.new if isinstance(row, Activity)]:
        session.info.setdefault(_ACTS, []).extend(acts)


@event.listens_for(db.session, "after_commit")
def _count_acts(session: Session) -> None:
    acts = session.info.pop(_ACTS, ())
    if acts and (counts := counts_of(current_app)):
        for action in acts:
            counts.acted(action)


@event.listens_for(db.session, "after_rollback")
def _forget_acts(session: Session) -> None:
    session.info.pop(_ACTS, None)
