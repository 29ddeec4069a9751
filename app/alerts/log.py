"""What was told to whom, and how it went."""

from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa

from app.alerts.models import Alert, Delivery
from app.alerts.owed import still_needed
from app.extensions import db

State = Literal["delivered", "not needed", "failing", "waiting"]


def latest_deliveries(site_id: str, count: int) -> Sequence[tuple[Delivery, State]]:
    """The newest messages to the staff of a site, newest first, and what has become of each."""
    known = sa.select(Delivery, still_needed()).outerjoin(Alert, Alert.id == Delivery.alert_id)
    to_staff = Delivery.site_id == site_id, Delivery.event_id.is_(None)
    newest = known.where(*to_staff).order_by(Delivery.due_at.desc(), Delivery.id).limit(count)
    return [(delivery, _state(delivery, needed=bool(needed))) for delivery, needed in db.session.execute(newest)]


def _state(delivery: Delivery, *, needed: bool) -> State:
    if delivery.delivered_at:
        return "delivered"
    if not needed:
        return "not needed"
    return "failing" if delivery.problem else "waiting"
