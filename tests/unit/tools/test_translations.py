"""Bringing a catalogue up to date loses no translation and no signature, and leaves nothing behind."""

from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileParser
from babel.support import Translations

from tools.translations import Translated, compiled, forms, untranslated, updated

COUNT = ("%(num)s page", "%(num)s pages")


def source(*texts: str | tuple[str, str]) -> Catalog:
    catalog = Catalog()
    for text in texts:
        catalog.add(text, locations=[("app/place.py", 0)])
    return catalog


def reread(content: bytes) -> Translated:
    catalog = Translated("es", fuzzy=False)
    PoFileParser(catalog).parse(BytesIO(content))
    return catalog


def translated(**texts: str) -> Translated:
    catalog = Translated("es", fuzzy=False)
    for text, said in texts.items():
        catalog.add(text, said)
    catalog.reviewer = "A. Translator"
    return catalog


def test_what_was_translated_stays_what_is_new_waits_and_what_is_gone_goes() -> None:
    catalog = reread(updated(translated(Yes="Sí", Gone="Ido"), source("Yes", "New")))
    assert {message.id: message.string for message in catalog if message.id} == {"Yes": "Sí", "New": ""}
    assert untranslated(catalog) == ["New"]


def test_a_signature_stays_in_the_catalogue_and_reaches_the_application() -> None:
    catalog = reread(updated(translated(Yes="Sí"), source("Yes")))
    assert catalog.reviewer == "A. Translator"
    assert Translations(BytesIO(compiled(catalog))).info()["x-reviewed-by"] == "A. Translator"


def test_a_plural_with_one_form_only_is_not_translated_yet() -> None:
    catalog = reread(updated(translated(), source(COUNT)))
    message = catalog.get(COUNT[0])
    assert message is not None
    assert len(forms(message.string)) == 2
    message.string = ("%(num)s página", "")
    assert len(untranslated(catalog)) == 1


def test_doing_it_twice_changes_nothing() -> None:
    once = updated(translated(Yes="Sí"), source("Yes", COUNT))
    assert updated(reread(once), source("Yes", COUNT)) == once
