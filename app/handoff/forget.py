"""Deleting, with a screening, what was allowed of it, to whom it went and what was to be sent."""

from datetime import datetime

import sqlalchemy as sa

from app.extensions import db
from app.handoff.models import ConsentEnd, Disclosure, DisclosureConsent
from app.handoff.push.models import FhirPush
from app.intake.models import Screening


def was_handed_on(since: datetime | None = None) -> sa.ColumnElement[bool]:
    """The condition of a screening of which somebody was given a copy, if asked for after a moment."""
    after = [Disclosure.created_at > since] if since else []
    return sa.exists().where(Disclosure.screening_id == Screening.id, *after)


def is_being_sent() -> sa.ColumnElement[bool]:
    """The condition of a screening that is on its way to another system."""
    return sa.exists().where(FhirPush.screening_id == Screening.id, FhirPush.ended_at.is_(None))


def forget_handoff(screening_id: str) -> None:
    """Delete all of it."""
    for table in (FhirPush, Disclosure, ConsentEnd, DisclosureConsent):
        db.session.execute(sa.delete(table).where(table.screening_id == screening_id))
