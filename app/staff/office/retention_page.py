"""View-model of what was proposed about keeping."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.accounts import Names, StaffUser
from app.retention.due import count_old
from app.retention.models import RetentionPolicy
from app.retention.policy import Keeping
from app.staff.words.times import Times


@dataclass(frozen=True)
class ProposalView:
    """What waits. `old`: how many were closed longer ago than that."""

    id: str
    days: int
    years: int
    made: str
    old: int
    may_agree: bool


def proposal_view(proposed: RetentionPolicy, names: Names, reader: StaffUser, times: Times) -> ProposalView:
    """The proposal in words."""
    name, moment = names.get(proposed.made_by, "?"), times.exact(proposed.made_at)
    return ProposalView(
        id=proposed.id,
        days=proposed.days,
        years=proposed.years,
        made=_("Proposed by %(name)s, %(moment)s", name=name, moment=moment),
        old=count_old(proposed.site_id, Keeping(proposed.days, proposed.years)),
        may_agree=proposed.made_by != reader.id,
    )
