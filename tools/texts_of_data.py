"""Every text of ours that lives in data: in TOML files, and in the few constants of the rooms that know no Babel.

The words of published instruments are not among them: nobody but their publishers may put those into another language.
"""

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, NamedTuple

from app.crisis.resources import PATTERNS
from app.instruments import SKIP_TEXT, Item, catalogue
from app.settings import Settings

ROOT: Final = Path(__file__).parent.parent

# Which keys of which files hold texts for readers; a list's place counts as a key, and `*` stands for anything.
KEYS: Final = {
    "app/crisis/messages.toml": ("*.heading", "*.paragraphs.*"),
    "app/crisis/resources.toml": ("*.name", "*.about", "*.after", "*.describe"),
    "app/asking/consent_text/*.toml": ("*.heading", "*.paragraphs.*"),
    "app/patient/letter_text/letter.toml": (
        "opening",
        "limits",
        "left_out",
        "not_asked_young",
        "substances.*",
        "*.say",
    ),
    "app/leaflets/texts/*.toml": ("title", "paragraphs.*"),
    "app/screening/definitions/plan.toml": ("parts.*", "topics.*", "added.topics.*", "whys.*", "blocks.*.why"),
    "app/screening/definitions/risk.toml": ("flags.*.reason", "flags.*.source", "extras.*.text"),
    "app/screening/definitions/interplay.toml": (
        "*.sentence",
        "*.track",
        "*.because",
        "tracks.*",
        "settle_first.*.text",
        "phases.*",
        "caveats.*.text",
    ),
    "app/instruments/definitions/*.toml": (
        "time_frame",
        "bands.*.band",
        "scoring.rules.*.band",
        "scoring.marks.*.mark",
        "scoring.marks.*.text",
        "scoring.subscales.*.title",
    ),
}
TRANSLATED: Final = "*.??.toml"  # published words in another language


class DataText(NamedTuple):
    """A text, the file that holds it, and its key there."""

    file: str
    key: str
    text: str


def texts_of_data() -> Iterator[DataText]:
    """All of them, file by file."""
    for pattern, keys in KEYS.items():
        for path in sorted(ROOT.glob(pattern)):
            if not fnmatchcase(path.name, TRANSLATED):
                yield from _of_file(path, keys)
    yield from _our_questions()
    yield from _constants()


def _of_file(path: Path, keys: tuple[str, ...]) -> Iterator[DataText]:
    for key, text in _leaves(tomllib.loads(path.read_text(encoding="utf-8"))):
        if any(fnmatchcase(key, wanted) for wanted in keys):
            yield DataText(str(path.relative_to(ROOT)), key, text)


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield key.removeprefix("."), value
        case dict():
            for name, part in value.items():
                yield from _leaves(part, f"{key}.{name}")
        case list():
            for place, part in enumerate(value):
                yield from _leaves(part, f"{key}.{place}")


def _our_questions() -> Iterator[DataText]:
    for link_id, item in catalogue().items.items():
        if catalogue().is_ours(link_id):
            file = f"app/instruments/definitions/{catalogue().instrument_of(link_id).id}.toml"
            yield from (DataText(file, link_id, text) for text in _of_item(item))


def _of_item(item: Item) -> Iterator[str]:
    """Its words; a plain number is the same everywhere."""
    said = (item.text, item.help, item.unit, *(item.anchors or ()), *(option.text for option in item.options))
    yield from (text for text in said if text and not text.isdigit())


def _constants() -> Iterator[DataText]:
    for name, text in PATTERNS.items():
        yield DataText("app/crisis/resources.py", f"PATTERNS.{name}", text)
    yield DataText("app/instruments/item.py", "SKIP_TEXT", SKIP_TEXT)
    yield DataText("app/settings/model.py", "neutral_title", Settings.neutral_title)
