"""A translation counts as reviewed when a translator's name stands in its catalogue."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.web import language
from tools.translations import Translated, compiled


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for the catalogues of Spanish, in place of our own."""
    monkeypatch.setattr(language, "TRANSLATIONS", tmp_path)
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    language.reviewed.cache_clear()
    yield folder
    language.reviewed.cache_clear()


def test_a_name_counts_for_the_catalogue_that_it_stands_in_and_for_no_other(catalogues: Path) -> None:
    for name in language.CATALOGUES:
        catalog = Translated("es", fuzzy=False)
        catalog.reviewer = "A. Translator" if name == "texts" else ""
        (catalogues / f"{name}.mo").write_bytes(compiled(catalog))
    assert language.reviewed("es") == {"texts": "A. Translator", "person": None, "staff": None}


def test_english_is_no_translation() -> None:
    assert language.reviewed("en") == {}
