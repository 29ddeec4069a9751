"""Telling somebody by e-mail."""

from app.alerts import account_mail
from app.alerts.channels.undelivered import Undelivered
from app.alerts.claims import count_in_hand
from app.alerts.models import Delivery
from app.alerts.words import subject, text
from app.mail import Message, NotSent, send
from app.settings import current_settings


def deliver(delivery: Delivery) -> None:
    """Hand the message to the mail server. Raises Undelivered."""
    server = current_settings().mail_server
    if server is None:
        raise Undelivered("not set up")
    said, more = _words(delivery)
    message = Message(id=delivery.id, to=delivery.to, subject=said, text=more, at=delivery.due_at)
    try:
        send(message, server)
    except NotSent as error:
        raise Undelivered(error.problem, lasting=error.lasting) from error


def _words(delivery: Delivery) -> tuple[str, str]:
    if delivery.account_act:
        return account_mail.subject(), account_mail.text(delivery.account_act)
    items, notice = count_in_hand(delivery) if delivery.alert_id else 0, bool(delivery.notice)
    return subject(items, notice=notice), text(items, notice=notice)
