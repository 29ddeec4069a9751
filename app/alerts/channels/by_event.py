"""Telling a subscriber what happened, as Standard Webhooks describes it."""

import json
from typing import Final

from app.alerts.channels.by_webhook import call
from app.alerts.channels.undelivered import Undelivered
from app.alerts.events import Event
from app.alerts.models import Delivery
from app.alerts.subscribers import Subscriber
from app.extensions import db

SOON: Final = 5  # tries; after these, every quarter of an hour


def deliver(delivery: Delivery) -> None:
    """Call it. Raises Undelivered."""
    event = db.session.get(Event, delivery.event_id)
    subscriber = db.session.get(Subscriber, delivery.subscriber_id)
    if event is None or subscriber is None:
        raise Undelivered("over", lasting=True)  # deleted this moment, and this message with it
    try:
        call(subscriber.url, subscriber.secret, delivery.id, body_of(event))
    except Undelivered as error:
        raise Undelivered(error.problem, lasting=delivery.tries > SOON) from error


def body_of(event: Event) -> str:
    """The same bytes at every try."""
    return json.dumps(
        {
            "type": f"screening.{event.kind}",
            "timestamp": event.at.isoformat(),
            "data": {"site": event.site_id, "screening": event.screening_id, "level": event.level},
        }
    )
