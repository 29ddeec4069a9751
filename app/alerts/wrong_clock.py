"""What a clock did that was ahead, once it is set back: nobody is told ten years later."""

from datetime import timedelta

from app.alerts.climb import FASTEST, climb_by_the_right_clock
from app.alerts.models import Round
from app.crisis.resources import resources
from app.extensions import clock, db


def look_back(channel: str) -> None:
    """For whoever begins, or saw the clock go back: where somebody went round in the future, count from now."""
    last = db.session.get(Round, channel, populate_existing=True)
    if last and clock.latest() < last.at <= clock.now() + FASTEST:
        climb_by_the_right_clock()


def look_far_ahead() -> None:
    """What goes on more than a day from now is counted from now, unless it is this clock that is surely wrong."""
    if not before_this_version():
        climb_by_the_right_clock(FASTEST)


def before_this_version() -> bool:
    """Whether the clock stands before a day on which somebody checked a help line that came with this version."""
    return clock.now().date() < max(line.checked_on for line in resources().values()) - timedelta(days=1)
