"""Deleting what nobody can come back to."""

from app import sessions
from app.extensions import clock, writing
from app.intake.arriving.devices import forget_visits
from app.intake.arriving.drafts import delete_expired
from app.intake.arriving.guesses import forget_wrong_tries


def tidy_up() -> tuple[int, int]:
    """Delete expired drafts, wrong tries and visits of yesterday, and sessions that no cookie opens any more.

    Returns how many drafts and how many wrong tries. In a transaction of its own.
    """
    with writing():
        tries = forget_wrong_tries()
        forget_visits(clock.now())
        sessions.sweep()
        drafts = delete_expired(clock.now())  # last: it may take the lock of the activity log
    return drafts, tries
