"""For how long a site keeps what was sent: proposed by an administrator, in force once somebody else has agreed.

Whoever could shorten it alone could make a record disappear by waiting for the night.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate, clock, db
from app.retention.models import RetentionPolicy


class NoSuchPolicy(LookupError):
    """One's own site has none of this id."""


class NotAgreed(ValueError):
    """There is nothing to agree to, or not for this person. Says why in one line."""


@dataclass(frozen=True)
class Keeping:
    """`days` after closing; `years` after that or after the last copy, of what was handed on or where the person was
    admitted. Starting points: state law may ask for more, so a center's counsel should check them.
    """

    days: int = 180
    years: int = 10


AT_FIRST: Final = Keeping()
_NEXT: Final = timedelta(microseconds=1)


def keeping_of(site_id: str) -> Keeping:
    """What is in force at a site."""
    agreed = RetentionPolicy.site_id == site_id, RetentionPolicy.agreed_at.is_not(None)
    newest = sa.select(RetentionPolicy).where(*agreed).order_by(RetentionPolicy.agreed_at.desc(), RetentionPolicy.id)
    found = db.session.scalars(newest.limit(1)).first()
    return Keeping(found.days, found.years) if found else AT_FIRST


def waiting_at(site_id: str) -> RetentionPolicy | None:
    """What was proposed and nobody has agreed to yet."""
    waiting = RetentionPolicy.site_id == site_id, RetentionPolicy.agreed_at.is_(None)
    newest = sa.select(RetentionPolicy).where(*waiting).order_by(RetentionPolicy.made_at.desc(), RetentionPolicy.id)
    return db.session.scalars(newest.limit(1)).first()


def propose(staff: StaffUser, keeping: Keeping) -> None:
    """Propose another one; an earlier proposal is over, and gone. The caller commits."""
    begin_immediate()
    before = keeping_of(staff.site_id)
    earlier = RetentionPolicy.site_id == staff.site_id, RetentionPolicy.agreed_at.is_(None)
    db.session.execute(sa.delete(RetentionPolicy).where(*earlier))
    made = RetentionPolicy(site_id=staff.site_id, days=keeping.days, years=keeping.years, made_by=staff.id)
    made.made_at = clock.now()
    db.session.add(made)
    db.session.flush()
    _record("retention.proposed", made.id, staff, before, keeping)


def agree(policy_id: str, staff: StaffUser) -> None:
    """Let what waits come into force. Nobody agrees to their own. Raises NoSuchPolicy, NotAgreed."""
    begin_immediate()
    own = sa.select(RetentionPolicy).where(RetentionPolicy.id == policy_id, RetentionPolicy.site_id == staff.site_id)
    proposed = db.session.scalar(own.with_for_update())
    if proposed is None:
        raise NoSuchPolicy
    if proposed.made_by == staff.id:
        raise NotAgreed(_("somebody else than whoever proposed it has to agree"))
    if proposed.agreed_at is not None:
        raise NotAgreed(_("it does not wait for anybody"))
    before, newest = keeping_of(staff.site_id), _newest_at(staff.site_id)
    proposed.agreed_by, proposed.agreed_at = staff.id, max(clock.now(), newest + _NEXT) if newest else clock.now()
    _record("retention.agreed", proposed.id, staff, before, Keeping(proposed.days, proposed.years))


def _newest_at(site_id: str) -> datetime | None:
    """When the last one was agreed to, by whatever clock: the next one comes after it, or would not be in force."""
    agreed = sa.select(sa.func.max(RetentionPolicy.agreed_at)).where(RetentionPolicy.site_id == site_id)
    return db.session.scalar(agreed)


def _record(action: str, policy_id: str, staff: StaffUser, before: Keeping, after: Keeping) -> None:
    record(
        action,
        subject=("retention", policy_id),
        actor=staff,
        before=f"{before.days}d/{before.years}y",
        after=f"{after.days}d/{after.years}y",
    )
