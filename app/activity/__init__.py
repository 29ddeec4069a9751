"""Who did or read what: an append-only, hash-chained log without any personal data."""

from app.activity import triggers
from app.activity.models import Activity
from app.activity.record import Actor, record
from app.activity.store import at_site, did, for_subject, latest
from app.activity.verify import verify

__all__ = ["Activity", "Actor", "at_site", "did", "for_subject", "latest", "record", "triggers", "verify"]
