"""What presses and waits for staff: counted for what stands on every page of theirs until somebody has acted."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.alerts.dead_man import idle_channels
from app.alerts.deadlines import PRESSING
from app.alerts.models import Alert, Delivery
from app.alerts.owed import still_owed
from app.extensions import clock, db
from app.sites import Site


@dataclass(frozen=True)
class Waiting:
    """Screenings of one level: how many nobody has opened, how many are opened and left, and if a target has passed.

    `newest`: when the latest of their alerts was raised.
    """

    level: str
    unopened: int
    unacted: int
    past: bool
    newest: datetime


def pressing_at(site: Site) -> list[Waiting]:
    """What is imminent or urgent and waits for somebody to open it or to act, the most pressing first."""
    return [_waiting(row, site) for row in db.session.execute(_by_level(site.id))]


def _waiting(row: sa.Row[str, int, int, datetime, datetime], site: Site) -> Waiting:
    level, screenings, unopened, oldest, newest = row
    return Waiting(level, unopened, screenings - unopened, site.due(level, oldest) < clock.now(), newest)


def _by_level(site_id: str) -> sa.Select[str, int, int, datetime, datetime]:
    """Each screening counts once, under the most pressing level of its alerts, and as unopened if one of them is."""
    unopened = sa.func.max(sa.case((Alert.seen_at.is_(None), 1), else_=0))
    each = (
        sa.select(
            sa.func.min(Alert.level).label("level"),  # in the order of the alphabet, too, imminent comes before urgent
            unopened.label("unopened"),
            sa.func.min(Alert.raised_at).label("oldest"),
            sa.func.max(Alert.raised_at).label("newest"),
        )
        .where(Alert.site_id == site_id, Alert.acted_at.is_(None), Alert.level.in_(sorted(PRESSING)))
        .group_by(Alert.screening_id)
        .subquery()
    )
    counted = sa.func.count(), sa.func.sum(each.c.unopened), sa.func.min(each.c.oldest), sa.func.max(each.c.newest)
    return sa.select(each.c.level, *counted).group_by(each.c.level).order_by(each.c.level)


def is_cut_off(site_id: str) -> bool:
    """Whether a message to staff of a site was refused and is still owed, or nobody goes round for one of the ways."""
    refused = sa.select(Delivery.id).outerjoin(Alert, Alert.id == Delivery.alert_id)
    refused = refused.where(Delivery.site_id == site_id, Delivery.problem != "", *still_owed())
    return bool(db.session.scalar(sa.select(refused.exists()))) or bool(idle_channels())
