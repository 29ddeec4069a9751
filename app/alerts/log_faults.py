"""What is wrong with the activity log, in words: for those who look after the house and for whoever runs Braid."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from flask_babel import gettext as _

from app.activity import Fault, Kind
from app.activity.checks import is_overdue, last_fault
from app.alerts.watch import anchored_within
from app.extensions import N_
from app.settings import current_settings

ANCHORED_WITHIN: Final = timedelta(hours=2)
FAULTS: Final[Mapping[Kind, str]] = {
    Kind.EDITED: N_("row %(row)s was edited"),
    Kind.EDITED_OR_INSERTED: N_("row %(row)s, the last, was edited or inserted"),
    Kind.DELETED: N_("row %(row)s was deleted"),
    Kind.INSERTED: N_("row %(row)s was inserted"),
    Kind.SWAPPED: N_("row %(row)s and another were swapped"),
    Kind.MOVED: N_("row %(row)s was moved"),
    Kind.CUT_OFF: N_("row %(row)s and whatever followed were cut off"),
    Kind.REWRITTEN: N_("row %(row)s or one soon after it was rewritten with the right key"),
    Kind.ANCHORS: N_("its anchors are gone, or hold a line that is not ours"),
}


def fault_words(fault: Fault) -> str:
    """One clause, without a full stop."""
    return _(FAULTS[fault.kind], row=fault.seq)


def log_problems() -> Iterator[str]:
    """What `flask doctor` says of the log, a line for each thing."""
    settings = current_settings()
    if fault := last_fault():
        yield f"the activity log is not as it was written: {fault_words(fault)}"
    if is_overdue():
        yield "nobody checked the activity log for two days: start the server, or flask alerts run --loop"
    if settings.activity_anchors is not None and not anchored_within(ANCHORED_WITHIN):
        yield "no anchor of the activity log was kept for two hours"
    elif settings.activity_anchors is None and settings.production:
        yield "nothing outside Braid shows if the activity log was cut short: set BRAID_ACTIVITY_ANCHORS"
