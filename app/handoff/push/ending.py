"""How the sending of a record ends: once, and then what was to be sent is kept no longer."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.extensions import clock, db
from app.handoff.push.models import Ending, FhirPush
from app.intake.records import Record


def end(sealed: Record, push: FhirPush, content: Mapping[str, Any], ending: Ending, worker: str | None = None) -> bool:
    """It is over. False if it was before, or if it is not in this worker's hands, where one is named."""
    mine = sa.update(FhirPush).where(FhirPush.id == push.id, FhirPush.ended_at.is_(None))
    if worker:
        mine = mine.where(FhirPush.worker == worker)
    kept = sealed.seal(FhirPush, push.id, {name: content[name] for name in ("server", "recipient")})
    values = {"ended_at": clock.now(), "ending": ending, "worker": None, "lease_until": None, "sealed": kept}
    done = db.session.execute(mine.values(**values))
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an update has one
