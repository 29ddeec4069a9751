"""Telling those who look after a site that something about Braid itself wants them, and never what."""

from collections.abc import Collection, Iterator
from typing import Literal

from app.accounts import of_site
from app.alerts.models import Delivery
from app.extensions import clock, db
from app.settings import current_settings

Notice = Literal["log", "emergency"]


def tell(notice: Notice, site_id: str, roles: Collection[str]) -> None:
    """Owe everybody of these roles a message, and the webhook one. In the caller's transaction."""
    for channel, to in _recipients(site_id, roles):
        message = Delivery.owed(site_id, channel, to, clock.now())
        message.notice = notice
        db.session.add(message)


def _recipients(site_id: str, roles: Collection[str]) -> Iterator[tuple[str, str]]:
    on = current_settings().channels
    if "mail" in on:
        yield from (("mail", one.email.lower()) for one in of_site(site_id) if one.is_active and one.role in roles)
    if "webhook" in on:
        yield "webhook", ""
