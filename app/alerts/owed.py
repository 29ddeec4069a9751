"""Which messages are still owed: one place says it, for whoever sends them, counts them or shows them."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app.alerts.models import Alert, Delivery
from app.extensions import clock

NEWS_FOR: Final = timedelta(days=3)  # what happened with an account stands on its page for longer


def still_owed() -> tuple[sa.ColumnElement[bool], ...]:
    """Of a delivery with its alert beside it, if it has one: not delivered, and needed as before."""
    return Delivery.delivered_at.is_(None), still_needed()


def still_needed() -> sa.ColumnElement[bool]:
    """Whether nobody has acted, and nobody opened the alert since the message was due. A trial is needed as it is."""
    is_news = Delivery.account_act.is_(None) | (Delivery.due_at > clock.now() - NEWS_FOR)
    return Alert.acted_at.is_(None) & of_this_climb() & is_news


def of_this_climb() -> sa.ColumnElement[bool]:
    """Whether a message came of the climb that its alert is in: that of an opened one begins after it was opened."""
    return Alert.seen_at.is_(None) | (Delivery.due_at > Alert.seen_at)
