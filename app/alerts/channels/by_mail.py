"""Telling somebody by e-mail."""

from app.alerts.channels.undelivered import Undelivered
from app.alerts.models import Delivery
from app.alerts.words import subject, text
from app.mail import Message, NotSent, send
from app.settings import current_settings


def deliver(delivery: Delivery) -> None:
    """Hand the message to the mail server. Raises Undelivered."""
    server, trial = current_settings().mail_server, delivery.alert_id is None
    if server is None:
        raise Undelivered("not set up")
    message = Message(
        id=delivery.id,
        to=delivery.to,
        subject=subject(trial=trial),
        text=text(trial=trial),
        at=delivery.due_at,
    )
    try:
        send(message, server)
    except NotSent as error:
        raise Undelivered(error.problem, lasting=error.lasting) from error
