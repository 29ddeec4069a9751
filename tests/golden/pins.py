"""What pins the words of a question: any changed letter gives another pin."""

import hashlib

from app.instruments import Instrument, Item
from tests.golden.tables import golden

PINNED = golden("wording.toml")


def words_of(item: Item) -> str:
    """Everything of an item that a person reads."""
    options = (f"{option.value} {option.text}" for option in item.options)
    return "\n".join([item.text, item.help or "", *(item.anchors or ()), item.unit or "", *options])


def frame_of(instrument: Instrument) -> str:
    """What stands around the items of an instrument."""
    return "\n".join([instrument.stem or "", instrument.intro or ""])


def pin(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]
