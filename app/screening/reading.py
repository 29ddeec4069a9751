"""One person's answers as the rules see them: items, predicates, flags and scores."""

from collections.abc import Set as AbstractSet
from functools import cached_property

from app.instruments import SKIP, Answer, Answers, Complete, Incomplete, Instrument, Score, score
from app.instruments.conditions import compile_condition
from app.instruments.truth import Truth
from app.screening.rulebook import RiskRule, Rulebook


class Reading:
    """A scope for conditions.

    `pending` holds the items that still lie ahead on the person's path: they are not yet unanswered, and a score that
    needs one of them is not yet known. As they stand (nothing pending), every fail-safe clause holds.
    """

    def __init__(
        self,
        rules: Rulebook,
        answers: Answers,
        modules: AbstractSet[str] = frozenset(),
        pending: AbstractSet[str] = frozenset(),
    ) -> None:
        self.rules, self.answers, self.modules, self.pending = rules, answers, modules, pending
        self._named: dict[str, Truth] = {}
        self._scores: dict[str, Score | None] = {}
        self._of_instruments: dict[str, dict[str, Score]] = {}

    def holds(self, text: str) -> Truth:
        """Whether a condition holds for these answers, and because of which.

        Raises ConditionError for a text that is none, KeyError for a name that does not exist.
        """
        return compile_condition(text).test(self)

    def all_scores(self) -> dict[str, Score]:
        """Score key -> result, for every score that has an answer."""
        found = map(self._of_instrument, self.rules.catalogue.instruments.values())
        return {key: result for scores in found for key, result in scores.items()}

    def answer(self, link_id: str) -> Answer | None:
        """The answer, or None if unanswered or skipped."""
        answer = self.answers.get(link_id)
        return None if answer == SKIP else answer

    def is_pending(self, link_id: str) -> bool:
        """True while the item still lies ahead."""
        return link_id in self.pending

    def named(self, name: str) -> Truth:
        """Whether a predicate or a flag holds. Raises KeyError if there is none of this name."""
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = self.rules.named[name].test(self)
        return found

    @cached_property
    def raised(self) -> tuple[RiskRule, ...]:
        """The rules of risk.toml whose flag holds, in their order."""
        return tuple([rule for rule in self.rules.risk.flags if self.named(rule.id).holds])

    def score(self, key: str) -> float | None:
        """A complete score in points, prorated ones included, else None. Raises KeyError for an unknown key."""
        result = self._score(key)
        return result.score if isinstance(result, Complete) else None

    def least(self, key: str) -> float | None:
        """A complete score, or the least it can become, in points; else None. Raises KeyError for an unknown key."""
        result = self._score(key)
        return result.min_score if isinstance(result, Incomplete) else self.score(key)

    def band(self, key: str) -> str | None:
        """The band of a score that is complete or can no longer change; "incomplete" for others.

        None where nothing was answered or something lies ahead. Raises KeyError for an unknown key.
        """
        result = self._score(key)
        return result.band if isinstance(result, Complete | Incomplete) else None

    def module(self, name: str) -> bool:
        """Whether the site has switched a module on."""
        return name in self.modules

    def _score(self, key: str) -> Score | None:
        if key not in self._scores:
            self._scores[key] = self._compute(key)
        return self._scores[key]

    def _compute(self, key: str) -> Score | None:
        items = self.rules.catalogue.scored_items(key)
        if not self.pending.isdisjoint(items):
            return None
        return self._of_instrument(self.rules.catalogue.instrument_of_score(key)).get(key)

    def _of_instrument(self, instrument: Instrument) -> dict[str, Score]:
        """As it stands, whatever is pending."""
        if instrument.id not in self._of_instruments:
            self._of_instruments[instrument.id] = score(instrument, self.answers)
        return self._of_instruments[instrument.id]
