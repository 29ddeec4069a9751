"""Whether the clock can be right: by it codes work, sessions end, targets pass and data is deleted."""

from datetime import timedelta

from app.activity import latest
from app.crisis.resources import resources
from app.extensions import clock


def before_this_version() -> bool:
    """Whether it stands before a day on which somebody checked a help line that came with this version."""
    return clock.now().date() < max(line.checked_on for line in resources().values()) - timedelta(days=1)


def went_back() -> bool:
    """Whether the newest row of the activity log was written later than now."""
    return any(row.at > clock.latest() for row in latest(1))
