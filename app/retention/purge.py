"""Deleting a screening for good, with everything that names it or was copied from it, and noting that it is gone."""

from typing import Literal

import sqlalchemy as sa

from app.accounts import StaffUser
from app.activity import record
from app.alerts.forget import forget_alerts
from app.extensions import db, writing
from app.handoff.forget import forget_handoff
from app.intake.arriving.forget import forget_arrival
from app.intake.case.forget import forget_case
from app.intake.models import Screening
from app.intake.people.forget import forget_empty_persons, forget_kin
from app.retention import ledger
from app.retention.holds import forget_holds
from app.retention.requests import forget_requests

Why = Literal["policy", "request", "restored"]


def purge(row: Screening, why: Why, actor: StaffUser | None = None) -> None:
    """Delete it, in the caller's transaction. What stays: counts, the activity log, and its random id in the ledger."""
    screening_id, site_id = row.id, row.site_id
    forget_requests(screening_id)
    forget_holds(screening_id)
    forget_handoff(screening_id)
    forget_kin(screening_id)
    forget_arrival(row)
    forget_alerts(screening_id)
    forget_case(row)
    forget_empty_persons()
    ledger.note(ledger.SCREENING, screening_id)
    subject = ("screening", screening_id)
    record("screening.purged", subject=subject, actor=actor, site_id=site_id, method=why)


def reapply() -> int:
    """After an older backup was restored: delete once more what was deleted since. Returns how much that was.

    The file of the ledger has to be where it was, or where a copy of it was put. Each in a transaction of its own; to
    be called before anybody is let in, and again if it breaks off.
    """
    ledger.bring_together()
    gone = 0
    for screening_id in ledger.deleted(ledger.SCREENING):
        with writing():
            row = db.session.scalar(sa.select(Screening).where(Screening.id == screening_id).with_for_update())
            if row is not None:
                purge(row, "restored")
                gone += 1
    return gone
