"""The proposal for somebody whom nobody could reach, in words."""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.case.no_reply import Step, next_steps, tries_without_reply
from app.intake.case.review import Case

STEPS: Final = {
    Step.WELFARE: N_(
        "Ask the supervisor on duty now whether your center’s policy asks for a welfare check. "
        "Braid calls nobody by itself."
    ),
    Step.OTHER_TIME: N_("Call at another time of the day, or at the time they named."),
    Step.TEXT: N_("Send a text. Say nothing about why."),
    Step.MESSAGE: N_("Leave a safe message: your first name and a number to call back."),
    Step.EMAIL: N_("Write an e-mail. Say nothing about why, in the subject least of all."),
    Step.LETTER: N_("If you know an address: a letter in a plain envelope, without the name of the center."),
    Step.CLOSE: N_("If nothing is left to try, close it as “Could not be reached”."),
}


@dataclass(frozen=True)
class NoReplyView:
    """How many attempts in a row brought no reply, and what to do next."""

    attempts: int
    steps: tuple[str, ...]


def no_reply_view(case: Case) -> NoReplyView | None:
    """The proposal; None as long as there is none."""
    outcomes = [attempt.content["outcome"] for attempt in case.attempts]
    raised = {event.flag for event in case.events}
    steps = [] if case.closed_at else next_steps(case.level, outcomes, case.latest.contact, raised)
    return NoReplyView(tries_without_reply(outcomes), tuple(_(STEPS[step]) for step in steps)) if steps else None
