"""Short phrases that are said when a condition of the rule language holds, with the person's own answers in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from flask_babel import gettext as _

from app.extensions import N_
from app.instruments import Complete, answer_texts
from app.instruments.conditions import compile_condition
from app.screening import Outcome, rulebook
from app.screening.reading import Reading
from app.staff.words.scores import score_words
from app.staff.words.visible import visible

SCORE = "score_"


class Phrase(NamedTuple):
    """A condition (instruments/conditions.py), and what is said when it holds.

    In `words`, `{px_last_use}` stands for the answer's label and `{score_phq9}` for a score with its band. They are
    written in English and said in the reader's language; the person's own answers stay as the English form has them.
    """

    when: str
    words: str

    def reads(self) -> frozenset[str]:
        """Every linkId that the condition looks at."""
        return rulebook().reads(compile_condition(self.when))


PHQ9: Final = Phrase("score('phq9') >= 0", N_("PHQ-9 {score_phq9}"))
GAD7: Final = Phrase("score('gad7') >= 0", N_("GAD-7 {score_gad7}"))
GAD2: Final = Phrase("score('gad2') >= 0 and not score('gad7') >= 0", N_("GAD-2 {score_gad2}"))


@dataclass(frozen=True)
class Findings:
    """The answers that count, ready to be asked and quoted."""

    outcome: Outcome

    @cached_property
    def reading(self) -> Reading:
        """The answers under the rules, as they stand."""
        return Reading(rulebook(), self.outcome.answers)

    def holds(self, condition: str) -> bool:
        """Whether a condition holds."""
        return self.reading.holds(condition).holds

    def said(self, phrases: tuple[Phrase, ...]) -> tuple[str, ...]:
        """The phrases that hold, filled in."""
        return tuple(_(phrase.words).format_map(_Quotes(self.outcome)) for phrase in phrases if self.holds(phrase.when))


class _Quotes(Mapping[str, str]):
    """What stands in the braces of a phrase."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def __getitem__(self, name: str) -> str:
        if name.startswith(SCORE):
            return self._score(name.removeprefix(SCORE))
        if name not in self.outcome.answers:
            return _("no answer")
        return ", ".join(
            f"“{visible(text)}”" for text in answer_texts(rulebook().catalogue.item(name), self.outcome.answers[name])
        )

    def _score(self, key: str) -> str:
        result = self.outcome.scores.get(key)
        said = score_words(key, result) if isinstance(result, Complete) else None
        return said or _("not complete")

    def __iter__(self) -> Iterator[str]:
        return iter(self.outcome.answers)

    def __len__(self) -> int:
        return len(self.outcome.answers)
