"""Telling somebody by e-mail."""

from app.alerts.channels.undelivered import Undelivered
from app.alerts.claims import count_in_hand
from app.alerts.models import Delivery
from app.alerts.words import subject, text
from app.mail import Message, NotSent, send
from app.settings import current_settings


def deliver(delivery: Delivery) -> None:
    """Hand the message to the mail server. Raises Undelivered."""
    server, items = current_settings().mail_server, count_in_hand(delivery) if delivery.alert_id else 0
    if server is None:
        raise Undelivered("not set up")
    message = Message(
        id=delivery.id,
        to=delivery.to,
        subject=subject(items),
        text=text(items),
        at=delivery.due_at,
    )
    try:
        send(message, server)
    except NotSent as error:
        raise Undelivered(error.problem, lasting=error.lasting) from error
