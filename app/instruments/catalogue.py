"""The catalogue: every definition, loaded once, validated, pinned by hash."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from app.instruments.definition import Definition, DefinitionError, read_pinned, validate
from app.instruments.model import AnswerOption, Instrument, Item, MarksScoring, Subscales, Unscored
from app.instruments.references import check_references

DEFINITIONS = Path(__file__).parent / "definitions"
OPTION_SETS = "option_sets.toml"


class OptionSet(Definition):
    """Answer options that several items share."""

    options: tuple[AnswerOption, ...]


@dataclass(frozen=True)
class Catalogue:
    """All instruments by id, and every item by linkId with the instrument that owns its wording."""

    instruments: Mapping[str, Instrument]
    owners: Mapping[str, Instrument]
    items: Mapping[str, Item]

    def item(self, link_id: str) -> Item:
        """The item of this linkId. Raises KeyError if there is none."""
        return self.items[link_id]

    def instrument_of(self, link_id: str) -> Instrument:
        """The instrument in which the item was published. Raises KeyError if there is none."""
        return self.owners[link_id]

    def items_of(self, key: str) -> tuple[str, ...]:
        """The linkIds behind a piece of evidence: itself for a linkId, the items of a score for a score key."""
        return (key,) if key in self.items else self.scored_items(key)

    def scored_items(self, key: str) -> tuple[str, ...]:
        """The linkIds that make a score: of an instrument's id, or of a substance of TAPS-2. Raises KeyError."""
        if key in self.instruments:
            return tuple(item.link_id for item in self.instruments[key].scored_items)
        return self.subscale_items[key]

    def instrument_of_score(self, key: str) -> Instrument:
        """The instrument that yields a score key. Raises KeyError."""
        return self.instruments[key] if key in self.instruments else self.owners[self.subscale_items[key][0]]

    @cached_property
    def score_keys(self) -> frozenset[str]:
        """Whatever has a score of its own: instruments scored as a whole, and each substance of TAPS-2."""
        whole = (
            id
            for id, instrument in self.instruments.items()
            if not isinstance(instrument.scoring, Subscales | MarksScoring | Unscored)
        )
        return frozenset((*whole, *self.subscale_items))

    @cached_property
    def subscale_items(self) -> dict[str, tuple[str, ...]]:
        """Score key -> linkIds, for instruments scored by subscale."""
        return {
            subscale.id: subscale.items
            for instrument in self.instruments.values()
            if isinstance(instrument.scoring, Subscales)
            for subscale in instrument.scoring.subscales
        }


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with Braid."""
    return load_catalogue(DEFINITIONS)


def load_catalogue(*directories: Path) -> Catalogue:
    """Load and validate the definitions of one or more folders.

    Raises DefinitionError, one line with file and key, for an unknown key, bands that overlap or leave a gap, a linkId
    or an id used twice, a missing source or licence, a name that means nothing, a condition on an item that comes
    later, a changed file.
    """
    raw = _read_all(directories)
    option_sets = {
        name: validate(OptionSet, OPTION_SETS, content, name).options
        for name, content in raw.pop(OPTION_SETS, {}).items()
    }
    filled = {file: _with_options(file, content, option_sets) for file, content in raw.items()}
    by_id = {content.get("id"): content for content in filled.values()}
    lenders_first = sorted(filled.items(), key=lambda pair: "items_of" in pair[1])
    instruments = {
        file: validate(Instrument, file, _with_shared_items(file, content, by_id)) for file, content in lenders_first
    }
    return _index(dict(sorted(instruments.items())))


def _read_all(directories: Iterable[Path]) -> dict[str, dict[str, Any]]:
    raw: dict[str, dict[str, Any]] = {}
    for directory in directories:
        for name, content in read_pinned(directory).items():
            if name in raw:
                raise DefinitionError(name, "file", "stands in two folders")
            raw[name] = content
    return raw


def _with_options(file: str, content: Mapping[str, Any], option_sets: Mapping[str, Any]) -> dict[str, Any]:
    """An item may name a shared set in place of its options."""
    filled = dict(content)
    if isinstance(filled.get("items"), tuple):
        filled["items"] = tuple(_with_option_set(file, item, option_sets) for item in filled["items"])
    return filled


def _with_option_set(file: str, item: object, option_sets: Mapping[str, Any]) -> object:
    if not isinstance(item, dict) or not isinstance(item.get("options"), str):
        return item
    if item["options"] not in option_sets:
        raise DefinitionError(file, f"{item.get('link_id')}.options", f"{item['options']} is no option set")
    return {**item, "options": option_sets[item["options"]]}


def _with_shared_items(file: str, content: dict[str, Any], by_id: Mapping[Any, Mapping[str, Any]]) -> dict[str, Any]:
    """PHQ-2 and GAD-2 are made of items of PHQ-9 and GAD-7: asked once, scored twice."""
    if "items_of" not in content:
        return content
    source = {item.get("link_id"): item for item in by_id.get(content["items_of"], {}).get("items", ())}
    wanted = content.get("item_ids", ())
    for link_id in wanted:
        if link_id not in source:
            raise DefinitionError(file, "item_ids", f"{link_id} is no item of {content['items_of']}")
    rest = {key: value for key, value in content.items() if key not in ("items_of", "item_ids")}
    return {**rest, "items": tuple(source[link_id] for link_id in wanted), "shares_items": True}


def _index(by_file: Mapping[str, Instrument]) -> Catalogue:
    instruments: dict[str, Instrument] = {}
    owners: dict[str, Instrument] = {}
    for file, instrument in by_file.items():
        if instrument.id in instruments:
            raise DefinitionError(file, "id", f"{instrument.id} is the id of another definition as well")
        instruments[instrument.id] = instrument
        for item in () if instrument.shares_items else instrument.items:
            if item.link_id in owners:
                raise DefinitionError(file, item.link_id, f"is also an item of {owners[item.link_id].id}")
            owners[item.link_id] = instrument
    for file, instrument in by_file.items():
        check_references(file, instrument, owners.keys())
    items = {item.link_id: item for instrument in owners.values() for item in instrument.items}
    return Catalogue(instruments, owners, items)
