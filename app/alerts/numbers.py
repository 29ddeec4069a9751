"""How much waits, and since when, over all sites together: numbers for whoever runs Braid."""

from datetime import timedelta

import sqlalchemy as sa

from app.alerts.models import Alert, Delivery
from app.alerts.owed import still_owed
from app.extensions import clock, db


def unacted_by_level() -> dict[str, tuple[int, timedelta]]:
    """Of each level, for how many alerts nobody has acted, and how old the oldest of them is."""
    columns = Alert.level, sa.func.count(), sa.func.min(Alert.raised_at)
    rows = db.session.execute(sa.select(*columns).where(Alert.acted_at.is_(None)).group_by(Alert.level))
    return {level: (count, clock.now() - oldest) for level, count, oldest in rows}


def owed_by_channel() -> dict[str, tuple[int, int]]:
    """Of each channel, how many messages are owed, and how many of these were tried in vain."""
    in_vain = sa.func.count(sa.case((Delivery.problem != "", 1)))
    owed = sa.select(Delivery.channel, sa.func.count(), in_vain).outerjoin(Alert, Alert.id == Delivery.alert_id)
    rows = db.session.execute(owed.where(*still_owed()).group_by(Delivery.channel))
    return {channel: (count, failing) for channel, count, failing in rows}
