"""The ways out of the house. Each hands one message over, or says why it could not."""

from collections.abc import Callable, Mapping
from typing import Final

from app.alerts.channels import by_event, by_mail, by_webhook
from app.alerts.channels.undelivered import Undelivered
from app.alerts.models import Delivery

DELIVER: Final[Mapping[str, Callable[[Delivery], None]]] = {
    "mail": by_mail.deliver,
    "webhook": by_webhook.deliver,
    "event": by_event.deliver,
}

__all__ = ["DELIVER", "Undelivered"]
