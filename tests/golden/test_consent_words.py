"""What people read and agree to: words that change without a new version would make an old consent say other things."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from app.asking.consent import FOLDER

HERE = Path(__file__).parent
PINS = tomllib.loads((HERE / "consent_words.toml").read_text("utf-8"))


def words(name: str) -> tuple[str, str]:
    """The version that a file says it is, and the hash of its words."""
    file = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    sections = [[part["heading"], part["paragraphs"]] for part in file["sections"]]
    return file["version"], hashlib.sha256(json.dumps(sections, ensure_ascii=False).encode()).hexdigest()


def test_every_text_is_pinned_and_no_other() -> None:
    assert set(PINS) == {file.stem for file in FOLDER.glob("*.toml")}


@pytest.mark.parametrize("name", PINS)
def test_other_words_are_another_version(name: str) -> None:
    version, found = words(name)
    assert version in PINS[name], f"{name}.toml has a new version: add it to consent_words.toml, and keep the others"
    assert PINS[name][version] == found, f"the words of {name}.toml changed: give it a new version"


@pytest.mark.parametrize("name", PINS)
def test_no_part_of_it_is_empty(name: str) -> None:
    sections = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["sections"]
    assert sections
    assert all(part["heading"].strip() and part["paragraphs"] and all(part["paragraphs"]) for part in sections)
