"""Whether alerts reach anybody: asked of what came of them, not of what was meant to run."""

from datetime import timedelta
from functools import cache
from typing import Final

import sqlalchemy as sa

from app.alerts.models import Alert, Delivery, Round
from app.alerts.owed import of_this_climb
from app.alerts.relay import channels_at_work
from app.extensions import clock, db
from app.sites import site_of

TOLD_WITHIN: Final = timedelta(minutes=15)
GOES_ROUND_WITHIN: Final = timedelta(minutes=2)


def count_unopened() -> int:
    """Alerts that nobody has opened by the time at which somebody should have acted."""
    now = clock.now()
    site = cache(site_of)
    waiting = db.session.scalars(sa.select(Alert).where(Alert.seen_at.is_(None), Alert.closed_at.is_(None))).all()
    return sum(site(alert.site_id).due(alert.level, alert.raised_at) < now for alert in waiting)


def count_untold() -> int:
    """Alerts that nobody opened, or acted on in time, and of which nobody was told a quarter of an hour after that."""
    late = clock.now() - TOLD_WITHIN
    of_it = (Delivery.alert_id == Alert.id) & of_this_climb()
    told = sa.exists().where(of_it, Delivery.delivered_at.is_not(None))
    owed = sa.exists().where(of_it, Delivery.delivered_at.is_(None), Delivery.due_at <= late)
    waits = Alert.acted_at.is_(None)
    untold = sa.select(sa.func.count(Alert.id)).where(waits, ~told, (Alert.next_rung_at <= late) | owed)
    return db.session.scalar(untold) or 0


def idle_channels() -> list[str]:
    """Channels that are set up and for which nobody has gone round lately."""
    now = clock.now()
    lately = Round.at.between(now - GOES_ROUND_WITHIN, now + GOES_ROUND_WITHIN)  # later: by a clock that was set back
    served = set(db.session.scalars(sa.select(Round.channel).where(lately)))
    return [channel for channel in channels_at_work() if channel not in served]
