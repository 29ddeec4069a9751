"""Separation of duties: no administrator takes a colleague's way in away and gives out a new one.

They could then come in as them.
"""

from datetime import timedelta
from typing import Final

from app import activity
from app.accounts.models import StaffUser
from app.extensions import clock

APART: Final = timedelta(hours=24)
TOOK: Final = frozenset({"staff.factor_reset", "staff.switched_off"})
GAVE: Final = frozenset({"staff.invited"})


def did_lately(actor: activity.Actor, what: frozenset[str], user: StaffUser) -> bool:
    """Whether this administrator took the way in away, or gave one out, within a day. A command is nobody's."""
    return activity.did(actor.id, what, ("staff", user.public_id), clock.now() - APART)
