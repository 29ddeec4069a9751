"""Whoever meets a limit stands in the activity log: once an hour for each limit, and of people not who it was."""

import logging
from typing import Final

from flask import current_app
from limits import RateLimitItemPerHour
from sqlalchemy.exc import SQLAlchemyError

from app import activity
from app.extensions import begin_immediate, db
from app.web.buckets import Buckets

log = logging.getLogger(__name__)
ACTION: Final = "access.held_back"
ONCE: Final = RateLimitItemPerHour(1)  # a flood that filled the log would hide what else is in it


def note(limit: str, actor: activity.Actor | None = None) -> None:
    """Record it in a transaction of its own, unless it was within the hour. Never raises: a refusal needs no log.

    `actor`: a member of staff or another system, who each have rows of their own; of everybody else there is one.
    """
    buckets: Buckets = current_app.extensions["braid.buckets"]
    if not buckets.count(ONCE, "told", f"{limit}|{actor.id if actor else ''}"):
        return
    try:
        db.session.rollback()
        begin_immediate()
        activity.record(ACTION, subject=("limit", limit.replace(" ", "_")), actor=actor)
        db.session.commit()
    except SQLAlchemyError as error:
        log.error("a limit that was met could not be recorded: %s", type(error).__name__)
        db.session.rollback()
