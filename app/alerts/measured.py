"""How long it took from raising an alert to telling, to opening and to acting: asked of what was written down then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.alerts.models import Alert, Delivery
from app.extensions import db


@dataclass(frozen=True)
class Course:
    """The first alert of one screening. None: that has not happened."""

    raised_at: datetime
    told_at: datetime | None
    seen_at: datetime | None
    acted_at: datetime | None


def courses_of(site_id: str, since: datetime, until: datetime) -> Mapping[str, Course]:
    """Of each screening of a site that raised an alert within a time: its first, and when somebody was first told."""
    told = sa.select(sa.func.min(Delivery.delivered_at)).where(Delivery.alert_id == Alert.id).scalar_subquery()
    columns = Alert.screening_id, Alert.raised_at, told, Alert.seen_at, Alert.acted_at
    within = Alert.site_id == site_id, Alert.raised_at >= since, Alert.raised_at < until
    rows = db.session.execute(sa.select(*columns).where(*within).order_by(Alert.raised_at.desc(), Alert.id.desc()))
    return {row[0]: Course(row[1], row[2], row[3], row[4]) for row in rows}  # the earliest comes last, and counts
