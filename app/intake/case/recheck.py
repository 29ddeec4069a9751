"""Working out stored scores anew: what is kept with the answers has to follow from them by the same rules.

Only what came under the rules of today can be compared; what came under others is judged anew wherever it is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.activity import record
from app.extensions import Base, clock, db, writing
from app.intake.draft_state import stored_answers
from app.intake.models import Screening, ScreeningVersion
from app.intake.records import Record
from app.screening import judge
from app.screening.definitions_digest import definitions_digest
from app.vault import Unreadable

LATELY: Final = timedelta(days=30)


class ScoreMismatch(Base):
    """A version of somebody's answers whose stored scores do not follow from them, or cannot be read."""

    __tablename__ = "score_mismatches"

    version_id: Mapped[UUID] = mapped_column(sa.ForeignKey("screening_versions.id"), primary_key=True)
    screening_id: Mapped[str] = mapped_column(sa.ForeignKey("screenings.id"), index=True)
    found_at: Mapped[datetime]


@dataclass
class Rechecked:
    """What a recheck came to. `other_rules`: came under other definitions, so there is nothing to compare with."""

    same: int = 0
    wrong: int = 0
    other_rules: int = 0


def recheck(*, lately: bool = False) -> Rechecked:
    """Check every version, or those that matter for care now: of what is open, or came within a month.

    Each screening in a transaction of its own.
    """
    done = Rechecked()
    query = sa.select(Screening.id).order_by(Screening.created_at, Screening.id)
    if lately:
        query = query.where(Screening.closed_at.is_(None) | (Screening.created_at > clock.now() - LATELY))
    ids = db.session.scalars(query).all()
    db.session.rollback()
    for screening_id in ids:
        with writing():
            _recheck(screening_id, done)
    return done


def count_mismatches() -> int:
    """How many versions were found wrong when they were last checked."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(ScoreMismatch)) or 0


def is_mismatched(screening_id: str) -> bool:
    """Whether one of its versions was."""
    return bool(db.session.scalar(sa.select(sa.exists().where(ScoreMismatch.screening_id == screening_id))))


def forget_mismatches(screening_id: str) -> None:
    """Delete what was found, because the screening goes."""
    db.session.execute(sa.delete(ScoreMismatch).where(ScoreMismatch.screening_id == screening_id))


def _recheck(screening_id: str, done: Rechecked) -> None:
    row = db.session.get(Screening, screening_id)
    if row is None:
        return
    rows = db.session.scalars(sa.select(ScreeningVersion).where(ScreeningVersion.screening_id == screening_id)).all()
    wrong = {version.id for version in rows if _is_wrong(row, version, done)}
    known = set(db.session.scalars(sa.select(ScoreMismatch.version_id).where(_of(screening_id))))
    db.session.execute(sa.delete(ScoreMismatch).where(_of(screening_id), ScoreMismatch.version_id.not_in(wrong)))
    _flag(row, wrong - known)


def _of(screening_id: str) -> sa.ColumnElement[bool]:
    return ScoreMismatch.screening_id == screening_id


def _flag(row: Screening, versions: Iterable[UUID]) -> None:
    for version_id in versions:
        db.session.add(ScoreMismatch(version_id=version_id, screening_id=row.id, found_at=clock.now()))
        db.session.flush()
        record("score.mismatch", subject=("screening", row.id), site_id=row.site_id)


def _is_wrong(row: Screening, version: ScreeningVersion, done: Rechecked) -> bool:
    try:
        content = Record.open(row).content(version)
    except Unreadable:
        done.wrong += 1
        return True
    if content["definitions"] != definitions_digest():
        done.other_rules += 1
        return False
    is_same = bool(_anew(content) == content["outcome"])
    done.same, done.wrong = done.same + is_same, done.wrong + (not is_same)
    return not is_same


def _anew(content: dict[str, Any]) -> dict[str, Any]:
    answers = stored_answers(content["answers"])
    counted = {link_id: answers[link_id] for link_id in content["on_path"]}
    return judge(counted, frozenset(content["modules"])).to_json()
