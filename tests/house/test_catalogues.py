"""The catalogues of other languages: complete, true to the English in what is filled in, and the ones that are read."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog

from tests.support.safe_messaging import RULES
from tools.translations import (
    Translated,
    compiled,
    forms,
    languages,
    mo_file,
    po_file,
    read,
    untranslated,
    updated,
    wanted,
)

CATALOGUES = [(language, domain) for language in languages() for domain in ("texts", "person", "staff")]
EACH = pytest.mark.parametrize(("language", "domain"), CATALOGUES)
FILLED_IN = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")
TAG = re.compile(r"</?\w+[^<>]*>")


@cache
def sources() -> dict[str, Catalog]:
    """What the code and the data say."""
    return wanted()


def pairs(catalog: Translated) -> Iterator[tuple[str, str]]:
    """Every text with its translation, each form of the plural for itself."""
    for message in catalog:
        if message.id:
            sources, targets = forms(message.id), forms(message.string)
            yield from ((sources[min(place, len(sources) - 1)], text) for place, text in enumerate(targets))


@EACH
def test_every_text_of_the_code_and_the_data_stands_in_a_catalogue(language: str, domain: str) -> None:
    kept = po_file(language, domain).read_bytes()
    assert updated(read(language, domain), sources()[domain]) == kept, "run `make translations`"


@EACH
def test_no_text_is_left_in_english(language: str, domain: str) -> None:
    catalog = read(language, domain)
    assert untranslated(catalog) == []
    assert [message.id for message in catalog if message.fuzzy] == []


@EACH
def test_what_is_filled_in_is_the_same_in_every_language(language: str, domain: str) -> None:
    for source, target in filter(all, pairs(read(language, domain))):
        assert sorted(FILLED_IN.findall(source)) == sorted(FILLED_IN.findall(target)), source
        assert sorted(TAG.findall(source)) == sorted(TAG.findall(target)), source
        assert source[len(source.rstrip()) :] == target[len(target.rstrip()) :], source


@EACH
def test_what_is_read_is_what_the_translators_wrote(language: str, domain: str) -> None:
    assert mo_file(language, domain).read_bytes() == compiled(read(language, domain)), "run `make translations`"


@pytest.mark.parametrize("domain", ["texts", "person", "staff"])
def test_no_spanish_text_of_ours_uses_a_word_that_hurts(domain: str) -> None:
    hurts = [RULES["es"][about] for about in ("a label", "blame")]
    assert not [target for _, target in pairs(read("es", domain)) if any(rule.search(target) for rule in hurts)]


@pytest.mark.parametrize("domain", ["texts", "person"])
def test_who_is_told_to_call_or_text_988_is_told_how_to_be_answered_in_spanish(domain: str) -> None:
    told = [target for source, target in pairs(read("es", domain)) if "all or text 988" in source]
    assert told
    for target in told:
        assert re.search(r"988.*\bmarquen? el 2\b|988.*\bmarcar el 2\b", target), target
        assert "AYUDA" in target, target


@pytest.mark.parametrize("domain", ["texts", "person"])
def test_the_person_is_spoken_to_as_usted(domain: str) -> None:
    familiar = re.compile(r"\b(tú|tu|tus|ti|contigo|puedes|tienes|quieres|estás|eres)\b", re.IGNORECASE)
    assert not [target for _, target in pairs(read("es", domain)) if familiar.search(target)]
