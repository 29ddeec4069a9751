"""The catalogue: every definition, loaded once, validated, pinned by hash."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, get_args

from app.definitions import DefinitionError, read_pinned, validate
from app.instruments.answers import Choices, choices_of
from app.instruments.item import Item
from app.instruments.methods import MarksScoring, Rules, Subscales, Unscored
from app.instruments.model import Instrument, Ship
from app.instruments.references import check_references
from app.instruments.sharing import option_sets, with_options, with_shared_items
from app.instruments.translation import Translation, is_translation, read_translations

DEFINITIONS = Path(__file__).parent / "definitions"
OPTION_SETS = "option_sets.toml"
OWN = "project"  # the definition of the questions that no instrument asks


@dataclass(frozen=True)
class Catalogue:
    """All instruments by id, and every item by linkId with the instrument that owns its wording."""

    instruments: Mapping[str, Instrument]
    owners: Mapping[str, Instrument]
    items: Mapping[str, Item]
    translations: Mapping[tuple[str, str], Translation]

    def item(self, link_id: str) -> Item:
        """The item of this linkId. Raises KeyError if there is none."""
        return self.items[link_id]

    def item_in(self, link_id: str, language: str) -> Item | None:
        """The item in the published words of another language; None if there are none. Raises KeyError as `item`."""
        translation = self.translations.get((self.instrument_of(link_id).id, language))
        return translation.item(self.item(link_id)) if translation else None

    def translations_of(self, instrument_id: str) -> dict[str, Translation]:
        """The published words of an instrument in languages other than that of its definition, by language."""
        return {language: words for (of, language), words in sorted(self.translations.items()) if of == instrument_id}

    def is_ours(self, link_id: str) -> bool:
        """Whether a question is worded by this project, which may then translate it itself. Raises KeyError."""
        owner = self.instrument_of(link_id).id
        return owner == OWN or any(link_id in words.ours for words in self.translations_of(owner).values())

    def instrument_of(self, link_id: str) -> Instrument:
        """The instrument in which the item was published. Raises KeyError if there is none."""
        return self.owners[link_id]

    def items_of(self, key: str) -> tuple[str, ...]:
        """The linkIds behind evidence: itself for a linkId, the items of a score for its key. Raises KeyError."""
        return (key,) if key in self.items else self.scored_items(key)

    def scored_items(self, key: str) -> tuple[str, ...]:
        """The linkIds that make a score: of an instrument's id, or of a substance of TAPS-2. Raises KeyError."""
        if key in self.instruments:
            return self.instruments[key].scored_ids
        return self.subscale_items[key]

    def instrument_of_score(self, key: str) -> Instrument:
        """The instrument that yields a score key. Raises KeyError."""
        return self.instruments[key] if key in self.instruments else self.owners[self.subscale_items[key][0]]

    @cached_property
    def choices(self) -> Mapping[str, Choices]:
        """By linkId, what is known of its answers before anybody gives one."""
        return {link_id: choices_of(item) for link_id, item in self.items.items()}

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """Ids of the optional instruments, which a centre switches on or off: by how they ship, the longest first."""
        optional = (instrument for instrument in self.instruments.values() if instrument.is_optional)
        order = sorted(optional, key=lambda one: (get_args(Ship).index(one.ship), -len(one.items)))
        return tuple(instrument.id for instrument in order)

    @property
    def modules_at_first(self) -> tuple[str, ...]:
        """Those of them that are on until a centre says otherwise."""
        return tuple(id for id in self.modules if self.instruments[id].ship == "optional-default-on")

    def bands_of_score(self, key: str) -> tuple[str, ...]:
        """The names of the bands that a score can lie in, lowest first; none where it has no bands. Raises KeyError."""
        instrument = self.instrument_of_score(key)
        named = instrument.scoring.rules if isinstance(instrument.scoring, Rules) else instrument.bands
        return tuple(dict.fromkeys(one.band for one in named))

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
    """The catalogue that ships with Braid. Raises DefinitionError as `load_catalogue`."""
    return load_catalogue(DEFINITIONS)


def load_catalogue(*directories: Path) -> Catalogue:
    """Load and validate the definitions of one or more folders.

    Raises DefinitionError, one line with file and key, for an unknown key, bands that overlap or leave a gap, a linkId
    or an id used twice, a missing source or licence, a name that means nothing, a condition on an item that comes
    later, a translation that is not of the same questions and answers, a changed file.
    """
    raw = _read_all(directories)
    by_file = _instruments({file: content for file, content in raw.items() if not is_translation(file)})
    by_id = {instrument.id: instrument for instrument in by_file.values()}
    translated = {file: content for file, content in raw.items() if is_translation(file)}
    return _index(by_file, read_translations(translated, by_id))


def _instruments(raw: dict[str, dict[str, Any]]) -> dict[str, Instrument]:
    shared = option_sets(OPTION_SETS, raw.pop(OPTION_SETS, {}))
    filled = {file: with_options(file, content, shared) for file, content in raw.items()}
    by_id = {content.get("id"): content for content in filled.values()}
    lenders_first = sorted(filled.items(), key=lambda pair: "items_of" in pair[1])
    instruments = {file: _instrument(file, content, by_id) for file, content in lenders_first}
    return dict(sorted(instruments.items()))


def _instrument(file: str, content: dict[str, Any], by_id: Mapping[Any, Mapping[str, Any]]) -> Instrument:
    shares = {"shares_items": "items_of" in content}
    return validate(Instrument, file, with_shared_items(file, content, by_id) | shares)


def _read_all(directories: Iterable[Path]) -> dict[str, dict[str, Any]]:
    raw: dict[str, dict[str, Any]] = {}
    for directory in directories:
        for name, content in read_pinned(directory).items():
            if name in raw:
                raise DefinitionError(name, "file", "stands in two folders")
            raw[name] = content
    return raw


def _index(by_file: Mapping[str, Instrument], translations: Mapping[tuple[str, str], Translation]) -> Catalogue:
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
    return Catalogue(instruments, owners, items, translations)
