"""Telling other systems what happened to a screening. Of a drill they are told nothing: nobody stands behind it."""

from app.alerts.events import announce as announce_event
from app.alerts.subscribers import EventKind
from app.intake.models import Screening


def announce(row: Screening, kind: EventKind) -> None:
    """Write it down, in the caller's transaction, with the level that the screening has by then."""
    if not row.drill:
        announce_event(kind, row.site_id, row.id, row.level)
