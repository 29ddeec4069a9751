"""What a clock did that was ahead, once it is set back: nobody is told ten years later."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from app.alerts.climb import AGAIN_AFTER, FASTEST, NEVER_TOLD, climb_by_the_right_clock
from app.alerts.models import Round
from app.crisis.resources import resources
from app.extensions import clock, db, now_and_then
from app.extensions.other_clock import disagreement

AT_ONCE: Final = timedelta(seconds=20)


def watch_clock(channel: str) -> Callable[[], None]:
    """What, called at every round, puts right what a clock did that was ahead.

    At once only at the first call, where this machine's went back, and what nobody was told of: of two machines whose
    clocks differ for long, one would put right at every round what the other did. What was told goes on only as often
    as it is told again; less than a day ahead only where this clock and the database's agree.
    """
    last: datetime | None = None
    untold = now_and_then(AT_ONCE, lambda: look_ahead(FASTEST, NEVER_TOLD))
    far = now_and_then(AGAIN_AFTER, lambda: look_ahead(FASTEST if disagreement() else AGAIN_AFTER))

    def look() -> None:
        nonlocal last
        now = clock.now()
        if last is None:
            look_back(channel)
        elif now < last <= now + FASTEST:
            climb_by_the_right_clock()
        last = now  # not before: what breaks off is looked for again
        untold()
        far()  # also what another machine did that is gone by now, or right

    return look


def look_back(channel: str) -> None:
    """For whoever begins: where somebody went round in the future, count from now."""
    last = db.session.get(Round, channel, populate_existing=True)
    if last and clock.latest() < last.at <= clock.now() + FASTEST:
        climb_by_the_right_clock()


def look_ahead(further: timedelta = FASTEST, *which: sa.ColumnElement[bool]) -> None:
    """What goes on so much further from now is counted from now, unless it is this clock that is surely wrong."""
    if not before_this_version():
        climb_by_the_right_clock(further, *which)


def before_this_version() -> bool:
    """Whether the clock stands before a day on which somebody checked a help line that came with this version."""
    return clock.now().date() < max(line.checked_on for line in resources().values()) - timedelta(days=1)
