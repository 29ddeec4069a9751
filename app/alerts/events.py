"""What happened to a screening, for the systems that want to be told: ids, the level and the time, and nothing else.

The event, and one message for each of them, are rows in the transaction of what happened; the relay sends them.
"""

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.alerts.models import Delivery
from app.alerts.subscribers import EventKind, who_wants
from app.extensions import Base, clock, db, delete_rows, public_id

CHANNEL: Final = "event"
KEPT: Final = timedelta(days=7)  # whoever cannot be reached for so long reads the list again


class Event(Base):
    """One thing that happened."""

    __tablename__ = "webhook_events"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(40))
    screening_id: Mapped[str] = mapped_column(sa.String(32))
    kind: Mapped[str] = mapped_column(sa.String(20))
    level: Mapped[str] = mapped_column(sa.String(10))
    at: Mapped[datetime] = mapped_column(index=True)


def announce(kind: EventKind, site_id: str, screening_id: str, level: str) -> None:
    """Write down that it happened, for whoever wants to know. In the caller's transaction."""
    wanting = who_wants(kind, site_id)
    if not wanting:
        return
    now = clock.now()
    event = Event(id=public_id(), site_id=site_id, screening_id=screening_id, kind=kind, level=level, at=now)
    db.session.add(event)
    db.session.flush()
    for subscriber_id in wanting:
        message = Delivery.owed(site_id, CHANNEL, "", now)
        message.event_id, message.subscriber_id = event.id, subscriber_id
        db.session.add(message)


def forget_events(now: datetime) -> int:
    """Delete what happened long ago, and what was not told of it. Returns how many."""
    return delete_rows(sa.delete(Event).where(Event.at <= now - KEPT))
