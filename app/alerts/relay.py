"""Going round for one channel: what is owed goes out, and what does not get through waits for its next try.

Any number of machines may do so at once, and each may die at any point. A message that was handed over by somebody who
died before saying so goes out once more, with the same id.
"""

import logging
from dataclasses import dataclass
from typing import Final

from app.alerts.account_mail import owe_account_mail
from app.alerts.channels import DELIVER, Undelivered
from app.alerts.claims import claim, mark_delivered, put_off
from app.alerts.climb import climb
from app.alerts.events import CHANNEL as EVENTS
from app.alerts.models import Delivery, Round
from app.alerts.subscribers import anyone_subscribed
from app.extensions import clock, db, public_id, writing
from app.settings import current_settings

log = logging.getLogger(__name__)
MOST_FAILED: Final = 100  # in one round


def channels_at_work() -> tuple[str, ...]:
    """By which ways something may have to go out: those that are set up, and events where anybody subscribed."""
    return (*current_settings().channels, *((EVENTS,) if anyone_subscribed() else ()))


@dataclass
class Went:
    """What one round came to."""

    delivered: int = 0
    failed: int = 0


def go_round(channel: str) -> Went:
    """Try everything that is due for a channel, each once; where much fails, the next round goes on with the rest."""
    if channel != EVENTS:
        climb()
    if channel == "mail":
        owe_account_mail()
    delivered, failed, worker, began = 0, set[str](), public_id(), clock.now()
    while len(failed) < MOST_FAILED and (delivery := claim(channel, worker, began, failed)):
        if deliver(delivery, worker):
            delivered += 1
        else:
            failed.add(delivery.id)
    return Went(delivered, len(failed))


def deliver(delivery: Delivery, worker: str) -> bool:
    """Try one message that this worker has in hand. Returns whether it got through."""
    try:
        DELIVER[delivery.channel](delivery)
    except Undelivered as error:
        put_off(delivery, worker, error.problem, lasting=error.lasting)
        return False
    except Exception as error:  # whatever it is, the other messages must not wait for it
        log.error("a message could not be made: %s", type(error).__name__)
        put_off(delivery, worker, "fault", lasting=False)
        return False
    mark_delivered(delivery, worker)
    return True


def say_alive(channel: str) -> None:
    """Note that somebody goes round for this channel."""
    with writing():
        db.session.merge(Round(channel=channel, at=clock.now()))
