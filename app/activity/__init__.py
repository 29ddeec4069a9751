"""Who did or read what: an append-only, hash-chained log without any personal data."""

from app.activity import triggers
from app.activity.models import Activity
from app.activity.origin import note_origin
from app.activity.record import Actor, record
from app.activity.store import at_site, did, for_subject, latest, of_session
from app.activity.verify import Fault, Kind, verify

__all__ = [
    "Activity",
    "Actor",
    "Fault",
    "Kind",
    "at_site",
    "did",
    "for_subject",
    "latest",
    "note_origin",
    "of_session",
    "record",
    "triggers",
    "verify",
]
