"""Deleting alerts with the screening that they were about, and messages that went out long ago."""

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from app.alerts.events import Event
from app.alerts.models import Alert, Delivery
from app.extensions import delete_rows

KEPT: Final = timedelta(days=7)


def forget_alerts(screening_id: str) -> None:
    """Delete every alert of a screening and every event about it; the messages of either go along."""
    for table in (Alert, Event):
        delete_rows(sa.delete(table).where(table.screening_id == screening_id))


def forget_messages(now: datetime) -> int:
    """Delete messages of a week ago that arrived, or are needed no more because somebody has acted. Returns how many.

    While an alert waits for somebody to act all of them stay: that nobody was told is known from them.
    """
    acted = sa.exists().where(Alert.id == Delivery.alert_id, Alert.acted_at.is_not(None))
    over = acted | (Delivery.alert_id.is_(None) & Delivery.delivered_at.is_not(None))
    return delete_rows(sa.delete(Delivery).where(Delivery.due_at <= now - KEPT, over))
