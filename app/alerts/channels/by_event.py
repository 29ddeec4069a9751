"""Telling a subscriber what happened, as Standard Webhooks describes it."""

import json
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app.alerts.channels.by_webhook import call
from app.alerts.channels.undelivered import Undelivered
from app.alerts.events import Event
from app.alerts.models import Delivery
from app.alerts.subscribers import Subscriber
from app.extensions import clock, db, writing

APART: Final = timedelta(seconds=15)
SOON: Final = 5  # tries; after these, every quarter of an hour


def deliver(delivery: Delivery) -> None:
    """Call it. Raises Undelivered."""
    event = db.session.get(Event, delivery.event_id)
    subscriber = db.session.get(Subscriber, delivery.subscriber_id)
    if event is None or subscriber is None:
        raise Undelivered("over", lasting=True)  # deleted this moment, and this message with it
    try:
        call(subscriber.url, subscriber.secrets_at(clock.now()), delivery.id, body_of(event))
    except Undelivered as error:
        _let_wait(delivery)
        raise Undelivered(error.problem, lasting=delivery.tries > SOON) from error


def _let_wait(failed: Delivery) -> None:
    """Whatever else waits for the same subscriber would fail now too, and hold up the others for as long."""
    rest = sa.update(Delivery).where(
        Delivery.subscriber_id == failed.subscriber_id,
        Delivery.id != failed.id,
        Delivery.delivered_at.is_(None),
        Delivery.worker.is_(None),
        Delivery.next_try_at < clock.now() + APART,
    )
    with writing():
        db.session.execute(rest.values(next_try_at=clock.now() + APART))


def body_of(event: Event) -> str:
    """The same bytes at every try."""
    return json.dumps(
        {
            "type": f"screening.{event.kind}",
            "timestamp": event.at.isoformat(),
            "data": {"site": event.site_id, "screening": event.screening_id, "level": event.level},
        }
    )
