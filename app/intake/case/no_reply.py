"""What to do when tries to reach somebody bring no reply: proposed on the page, never done by itself."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from app.screening import Level, rulebook

NO_REPLY: Final = frozenset({"no_answer", "left_message", "wrong_number"})
# After how many tries in a row the proposal stands. Starting points to put before the clinical lead.
TRIES: Final = {Level.IMMINENT: 2, Level.URGENT: 5, Level.ELEVATED: 3, Level.ROUTINE: 3}


class Step(StrEnum):
    """Something to do next."""

    WELFARE = "welfare"
    OTHER_TIME = "other_time"
    TEXT = "text"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    CLOSE = "close"


def tries_without_reply(outcomes: Sequence[str]) -> int:
    """How many of the latest tries, oldest first, brought no reply."""
    since_reply = next((number for number, outcome in enumerate(reversed(outcomes)) if outcome not in NO_REPLY), None)
    return len(outcomes) if since_reply is None else since_reply


def next_steps(level: Level, outcomes: Sequence[str], contact: Mapping[str, str], flags: Iterable[str]) -> list[Step]:
    """What to do next, in this order; nothing before enough tries brought no reply.

    contact: the safe-contact plan, which every step keeps to. flags: all that were ever raised.
    """
    if tries_without_reply(outcomes) < TRIES[level]:
        return []
    allowed = {step for step, may in _ways(outcomes, contact, frozenset(flags)).items() if may}
    allowed.add(Step.WELFARE if level is Level.IMMINENT else Step.CLOSE)
    return [step for step in Step if step in allowed]


def _ways(outcomes: Sequence[str], contact: Mapping[str, str], flags: frozenset[str]) -> dict[Step, bool]:
    """Each way to reach somebody, and whether the plan allows it and it may still bring something."""
    number = bool(contact.get("contact_phone")) and outcomes[-1] != "wrong_number"
    call, text, message = (contact.get(f"contact_{what}") == "yes" for what in ("call", "text", "message_ok"))
    return {
        Step.OTHER_TIME: number and call,
        Step.TEXT: number and text,
        Step.MESSAGE: number and call and message and "left_message" not in outcomes,
        Step.EMAIL: bool(contact.get("contact_email")),
        Step.LETTER: message and flags.isdisjoint(rulebook().no_letter),
    }
