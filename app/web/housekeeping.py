"""What the house does by itself while the server runs, whether or not anybody uses it and whatever timers there are.

Every quarter of an hour, and at once where the clock was set back, it tidies up, looks at the clock and puts right what
a wrong one wrote. Once a day, on one of all machines, it deletes what was kept for long enough, works out anew the
scores that matter now, and notes which planned screenings are over.
"""

import logging
import threading
from datetime import timedelta
from typing import Final

from flask import Flask

from app.extensions import now_and_then, start_rounds
from app.intake.arriving.tidy import tidy_up
from app.intake.case.recheck import recheck
from app.intake.people.rescreens import note_over
from app.retention.run import ClockJumped, claim_day, run
from app.retention.set_back import put_right
from app.settings import current_settings

log = logging.getLogger(__name__)
EVERY: Final = timedelta(minutes=15)


def start_in_server(app: Flask) -> None:
    """What the server does when it starts."""
    start_rounds(app, "what the house does by itself", now_and_then(EVERY, go_round), threading.Event())


def go_round() -> None:
    """Do whatever is due now. A server that only people reach does nothing: its role may delete nothing of others."""
    if current_settings().surface == "patient":
        return
    tidy_up()
    try:
        first_today = claim_day()
    except ClockJumped as jump:
        log.error("%s", jump)
        return
    if first_today:
        run()
        recheck(lately=True)
        note_over()
    put_right()  # last: what must go today does not wait for it
