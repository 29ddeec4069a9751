"""How often one reader is written to. A flood of alerts must neither bury them in mail nor hide what comes first.

The first few go out at once, each by itself. What comes while the reader was just told so often waits, and goes out as
one mail with whatever else waits by then. Nothing waits for longer than `WITHIN`, and nothing waits behind what is less
pressing or lower on the ladder.
"""

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.alerts.deadlines import PRESSING
from app.alerts.models import Alert, Delivery

MOST: Final = 3  # mails to one reader
WITHIN: Final = timedelta(minutes=5)


def may_go_now(now: datetime) -> sa.ColumnElement[bool]:
    """Of a delivery with its alert beside it: whether its reader was told less often lately. All of one mail have the
    same moment. A test, and a call to a machine, which has no `reader_mark`, never wait.
    """
    told, alert = aliased(Delivery), aliased(Alert)
    pressing = sorted(PRESSING)
    mails = (
        sa.select(sa.func.count(told.delivered_at.distinct()))
        .join(alert, alert.id == told.alert_id)
        .where(
            told.reader_mark == Delivery.reader_mark,
            told.delivered_at > now - WITHIN,
            told.delivered_at <= now,
            told.rung >= Delivery.rung,
            alert.level.in_(pressing) | Alert.level.not_in(pressing),
        )
    )
    return Delivery.alert_id.is_(None) | (mails.scalar_subquery() < MOST)
