"""Which messages are still owed: one place says it, for whoever sends them, counts them or shows them."""

import sqlalchemy as sa

from app.alerts.models import Alert, Delivery


def still_owed() -> tuple[sa.ColumnElement[bool], ...]:
    """Of a delivery with its alert beside it, if it has one: not delivered, and needed as before."""
    return Delivery.delivered_at.is_(None), still_needed()


def still_needed() -> sa.ColumnElement[bool]:
    """Whether nobody has acted, and nobody opened the alert since the message was due. A trial is needed as it is."""
    return Alert.acted_at.is_(None) & of_this_climb()


def of_this_climb() -> sa.ColumnElement[bool]:
    """Whether a message came of the climb that its alert is in: that of an opened one begins after it was opened."""
    return Alert.seen_at.is_(None) | (Delivery.due_at > Alert.seen_at)
