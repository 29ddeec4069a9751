"""From when the rungs of the ladder count: since an alert was raised; once it was opened, since somebody should act."""

from datetime import datetime, timedelta
from typing import Final

from app.alerts.models import Alert
from app.sites import Site

PRESSING: Final = frozenset({"imminent", "urgent"})  # what waits on no opening hours
ACT_WITHIN: Final = timedelta(minutes=30)  # of opening it


def first_rung_counts_from(alert: Alert, site: Site) -> datetime:
    """The first climb ends when a human opens the alert; a second begins if nobody acts in time after that."""
    return alert.raised_at if alert.seen_at is None else _act_by(alert, alert.seen_at, site)


def after(wait: timedelta, since: datetime, level: str, site: Site) -> datetime:
    """What presses counts by the clock, day and night; everything else in opening hours."""
    return since + wait if level in PRESSING else site.calendar.after_open_time(since, wait)


def _act_by(alert: Alert, seen_at: datetime, site: Site) -> datetime:
    """Half an hour after it was opened; what is not imminent has until its target, if that is later."""
    soon = after(ACT_WITHIN, seen_at, alert.level, site)
    return soon if alert.level == "imminent" else max(soon, site.due(alert.level, alert.raised_at))
