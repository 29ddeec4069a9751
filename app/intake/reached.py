"""Whether somebody spoke with the person and nothing came since: then no target runs, and others are called first.

Who sent more answers, was raised to a higher level or came back after closing waits anew.
"""

from datetime import datetime

import sqlalchemy as sa

from app.intake.models import Screening

REACHED = sa.and_(
    Screening.first_contact_at.is_not(None),
    Screening.status == "attempted",
    sa.or_(Screening.sent_at.is_(None), Screening.sent_at <= Screening.first_contact_at),
)


def reached_at(row: Screening) -> datetime | None:
    """When that was; None if the person waits."""
    spoken = row.first_contact_at if row.status == "attempted" else None
    return spoken if spoken and (row.sent_at is None or row.sent_at <= spoken) else None
