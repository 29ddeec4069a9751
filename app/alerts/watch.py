"""Watching over the activity log by itself: an anchor every hour, a walk through all of it once a day."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from app import activity
from app.activity.anchors import NoAnchor, anchor, append, compare, read_anchors
from app.activity.checks import check_if_due, last_fault
from app.alerts.models import Round
from app.alerts.notices import tell
from app.alerts.relay import say_alive
from app.extensions import clock, db, writing
from app.settings import current_settings
from app.sites import DEFAULT

ANCHOR_EVERY: Final = timedelta(hours=1)
ANCHOR: Final = "anchor"
TOLD: Final = frozenset({"admin", "auditor"})


def anchor_if_due() -> None:
    """Once an hour, write how far the log has come to where whoever runs Braid keeps such lines. Raises OSError."""
    path = current_settings().activity_anchors
    if path is not None and not anchored_within(ANCHOR_EVERY):
        keep_anchor(path)


def keep_anchor(path: Path) -> str:
    """Write it down now. Returns the line. Raises OSError."""
    line = anchor()
    db.session.rollback()
    append(path, line)
    say_alive(ANCHOR)
    return line


def anchored_within(length: timedelta) -> bool:
    """Whether somebody wrote one down so lately."""
    last = db.session.get(Round, ANCHOR, populate_existing=True)
    return last is not None and timedelta() <= clock.now() - last.at < length


def check_and_tell() -> None:
    """Walk through the log if that is due, and tell those who look after the house of what was not wrong before."""
    known = last_fault()
    fault = check_if_due(look_through)
    if fault and fault != known:
        with writing():
            tell("log", DEFAULT, TOLD)


def look_through() -> activity.Fault | None:
    """What is wrong with the chain, or else with it and the anchors beside each other."""
    path = current_settings().activity_anchors
    fault = activity.verify()
    return fault if fault or path is None else against_anchors(path)


def against_anchors(path: Path) -> activity.Fault | None:
    """What the anchors of a file show. One that is gone, or holds a line that is not ours, is a fault by itself."""
    try:
        return compare(read_anchors(path.read_text("utf-8").splitlines()))
    except (OSError, NoAnchor, UnicodeDecodeError):
        return activity.Fault(0, activity.Kind.ANCHORS)
