"""What conditions inside one instrument see of somebody's answers; screening/reading.py is what all others see."""

from app.instruments.item import SKIP, Answer, Answers
from app.instruments.truth import FALSE, Truth


class AnswerScope:
    """The view of answers that conditions inside one instrument have: no predicates, no scores, nothing ahead."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def answer(self, link_id: str) -> Answer | None:
        """The answer, or None if unanswered or skipped."""
        answer = self.answers.get(link_id)
        return None if answer == SKIP else answer

    def is_pending(self, link_id: str) -> bool:
        """Inside one instrument nothing is pending: it is judged as it stands."""
        return False

    def named(self, name: str) -> Truth:
        """No predicates here."""
        return FALSE

    def score(self, key: str) -> float | None:
        """No other scores here."""
        return None

    least = score

    def band(self, key: str) -> str | None:
        """No other bands here."""
        return None

    def module(self, name: str) -> bool:
        """No modules here."""
        return False
