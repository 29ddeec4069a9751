"""Deleting what nobody can come back to."""

from app import sessions
from app.accounts.api_answers import forget_answers
from app.alerts.events import forget_events
from app.alerts.forget import forget_messages
from app.extensions import clock, writing
from app.intake.arriving.devices import forget_visits
from app.intake.arriving.drafts import delete_expired
from app.intake.arriving.guesses import forget_guesses


def tidy_up() -> tuple[int, int]:
    """Delete expired drafts, wrong guesses and visits of yesterday, sessions that no cookie opens any more, old events,
    messages to staff that went out long ago, and answers to other systems of yesterday.

    Returns how many drafts and how many wrong guesses. In a transaction of its own.
    """
    with writing():
        guesses = forget_guesses()
        forget_visits(clock.now())
        sessions.sweep()
        forget_events(clock.now())
        forget_messages(clock.now())
        forget_answers(clock.now())
        drafts = delete_expired(clock.now())  # last: it may take the lock of the activity log
    return drafts, guesses
