"""What definitions name must exist: in conditions, in scoring, and in the order in which the form asks."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from app.definitions import DefinitionError
from app.instruments.conditions import Condition, ConditionError, compile_condition
from app.instruments.methods import Count, MarksScoring, Rules, Subscales, Sum
from app.instruments.model import Instrument


def check_references(file: str, instrument: Instrument, known: AbstractSet[str]) -> None:
    """Compare everything an instrument names with its own items and with `known`, the linkIds of the whole catalogue.

    Raises DefinitionError for an item that does not exist, and for an `enable_when` on an item that comes later.
    """
    _check_enable_when(file, instrument)
    for key, text in _scoring_conditions(instrument):
        _refuse_unknown(file, key, _compile(file, key, text).items - known)
    own = {item.link_id for item in instrument.items}
    for key, link_ids in _scored_by_name(instrument):
        _refuse_unknown(file, key, link_ids - own)
    if isinstance(instrument.scoring, Sum) and instrument.scoring.bands_by:
        _refuse_unknown(file, "scoring.bands_by.item", {instrument.scoring.bands_by.item} - known)


def _check_enable_when(file: str, instrument: Instrument) -> None:
    earlier: set[str] = set()
    for item in instrument.items:
        if item.enable_when:
            key = f"{item.link_id}.enable_when"
            for later in sorted(_compile(file, key, item.enable_when).items - earlier):
                raise DefinitionError(file, key, f"reads {later}, which does not come before")
        earlier.add(item.link_id)


def _compile(file: str, key: str, text: str) -> Condition:
    try:
        condition = compile_condition(text)
    except ConditionError as error:
        raise DefinitionError(file, key, str(error)) from error
    _refuse_unknown(file, key, condition.names | condition.scores)  # predicates and scores belong to the screening
    return condition


def _refuse_unknown(file: str, key: str, names: AbstractSet[str]) -> None:
    for name in sorted(names):
        raise DefinitionError(file, key, f"names {name}, which is no item here")


def _scoring_conditions(instrument: Instrument) -> Iterator[tuple[str, str]]:
    match instrument.scoring:
        case Sum(zero_when=zero_when):
            yield from ((f"scoring.zero_when.{link_id}", text) for link_id, text in zero_when.items())
        case Rules(rules=rules):
            yield from ((f"scoring.rules.{rule.band}", rule.when) for rule in rules)
        case MarksScoring(marks=marks):
            yield from ((f"scoring.marks.{mark.mark}", mark.when) for mark in marks)


def _scored_by_name(instrument: Instrument) -> Iterator[tuple[str, frozenset[str]]]:
    match instrument.scoring:
        case Sum(zero_when=zero_when):
            yield "scoring.zero_when", frozenset(zero_when)
        case Count(gate=str(gate)):
            yield "scoring.gate", frozenset({gate})
        case Rules(counted=counted):
            yield "scoring.counted", frozenset(counted)
        case Subscales(subscales=subscales):
            for subscale in subscales:
                yield f"scoring.subscales.{subscale.id}", frozenset({subscale.gate, *subscale.items})
