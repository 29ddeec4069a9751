"""Trying the channels: a message that asks nobody for anything, to everybody on the ladder of a site."""

from app.activity import Actor, record
from app.alerts.climb import recipients
from app.alerts.ladder import ladder_of
from app.alerts.models import Delivery
from app.extensions import clock, db
from app.sites import Site


def send_trial(site: Site, actor: Actor | None) -> int:
    """Write down a message for everybody who would be told by now, and say how many. The caller commits."""
    now = clock.now()
    told = {one: None for rung in ladder_of(site) for one in recipients(rung, site, now)}
    db.session.add_all(Delivery.owed(site.id, channel, to, now) for channel, to in told)
    record("alert.trial", subject=("site", site.id), actor=actor, count=len(told))
    return len(told)
