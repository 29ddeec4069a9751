"""Whoever opens more records within an hour than their work asks for: nobody is stopped, and it stands in the log."""

import logging
from typing import Final

from flask import request
from flask_login import current_user

from app import activity
from app.extensions import begin_immediate, db
from app.web import limits

log = logging.getLogger(__name__)
RECORDS: Final = frozenset({"staff.screening", "staff.report", "staff.person"})


def watch() -> None:
    """Runs before every staff page, after the guard. Said once an hour: a log full of it would hide the rest."""
    too_many = request.endpoint in RECORDS and limits.one_too_many(limits.OPENINGS)
    if too_many and not limits.one_too_many(limits.OPENINGS_TOLD):
        _say()


def _say() -> None:
    log.warning("somebody opens many records")
    begin_immediate()
    most = limits.OPENINGS.most[0].amount
    subject = ("staff", current_user.public_id)
    activity.record("access.many_openings", subject=subject, actor=current_user, count=most)
    db.session.commit()
