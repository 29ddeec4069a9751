"""Risk flags: what the answers say about danger, how pressing it is, and because of which answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from app.instruments import AnswerOption, Answers
from app.screening.level import Level, highest
from app.screening.reading import Reading
from app.screening.rulebook import RiskRule, rulebook


@dataclass(frozen=True)
class Flag:
    """A flag that holds: its rule's id and level, the linkIds or score keys that raised it, what staff read."""

    id: str
    level: Level
    because: tuple[str, ...]
    reason: str
    tell: str | None = None
    first: bool = False


def flags(reading: Reading) -> tuple[Flag, ...]:
    """The flags that hold for a reading, most pressing first. Source: `source` of each rule in risk.toml."""
    raised = [_raised(rule, reading) for rule in reading.raised]
    return tuple(sorted(raised, key=lambda flag: (flag.level.rank, not flag.first)))


def _raised(rule: RiskRule, reading: Reading) -> Flag:
    return Flag(rule.id, rule.level, reading.named(rule.id).because, rule.reason, rule.tell, rule.first)


def level_of(raised: Iterable[Flag]) -> Level:
    """The level of the most pressing flag; routine if there is none. Source: docs/risk-rules.md."""
    return highest(flag.level for flag in raised)


def help_due(before: Reading, after: Reading, answered: Answers) -> tuple[str, ...]:
    """Which help texts the person meets right after giving `answered`, most pressing first.

    `before` and `after` are the readings while answering, without and with the new answers. Every imminent flag that is
    new brings its text; so do the interrupts of risk.toml for the items just answered.
    """
    stood = {flag.id for flag in flags(before)}
    new = [flag for flag in flags(after) if flag.level is Level.IMMINENT and flag.id not in stood]
    interrupts = [
        interrupt.tell
        for interrupt in after.rules.risk.interrupts
        if interrupt.item in answered and after.holds(interrupt.when).holds
    ]
    return tuple(dict.fromkeys([*(flag.tell for flag in new if flag.tell), *interrupts]))


@cache
def calls_for_help(link_id: str) -> tuple[AnswerOption, ...]:
    """The answers to a question each of which brings help by itself, whatever else was answered; mostly none.

    Raises KeyError for an unknown linkId.
    """
    rules = rulebook()
    item, ahead = rules.catalogue.item(link_id), frozenset(rules.catalogue.items)
    nothing_yet = Reading(rules, {}, pending=ahead)

    def calls(option: AnswerOption) -> bool:
        given = {link_id: (str(option.value),) if item.type == "multiple" else option.value}
        return bool(help_due(nothing_yet, Reading(rules, given, pending=ahead - {link_id}), given))

    return tuple(option for option in item.options if calls(option))
