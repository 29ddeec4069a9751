"""What was told to whom, and how it went."""

from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa

from app.alerts.models import Alert, Delivery
from app.extensions import db

State = Literal["delivered", "not needed", "failing", "waiting"]


def latest_deliveries(site_id: str, count: int) -> Sequence[tuple[Delivery, State]]:
    """The newest messages to the staff of a site, newest first, and what has become of each."""
    seen = sa.select(Delivery, Alert.seen_at.is_not(None)).outerjoin(Alert, Alert.id == Delivery.alert_id)
    newest = (
        seen.where(Delivery.site_id == site_id, Delivery.event_id.is_(None))
        .order_by(Delivery.due_at.desc(), Delivery.id)
        .limit(count)
    )
    return [(delivery, _state(delivery, opened=bool(opened))) for delivery, opened in db.session.execute(newest)]


def _state(delivery: Delivery, *, opened: bool) -> State:
    if delivery.delivered_at:
        return "delivered"
    if opened:
        return "not needed"
    return "failing" if delivery.problem else "waiting"
