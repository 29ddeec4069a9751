"""Which columns of this room hold wrapped record keys."""

from typing import Final

from app.alerts.models import Delivery
from app.alerts.subscribers import Subscriber
from app.vault import WrappedKeys

WRAPPED_KEYS: Final = (WrappedKeys(Subscriber.record_key), WrappedKeys(Delivery.record_key))
