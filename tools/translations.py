"""Bring the catalogues of other languages up to date with the texts of the code and the data, and compile them.

Each text stands in one catalogue only: with the data if it stands there, else with the person's side, else with staff.
What is no longer said goes; what is new is left empty for a translator.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

from tools.texts_of_data import ROOT, texts_of_data

TRANSLATIONS: Final = ROOT / "app/translations"
REVIEWER: Final = "X-Reviewed-By"
WIDTH: Final = 118

SOURCES: Final = ("app", "templates")
STAFF_ROOMS: Final = ("staff", "intake", "accounts", "alerts", "registers", "sites", "handoff", "imports", "retention")
EVERYWHERE: Final = (("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2"))
FOR_STAFF: Final = tuple((f"{room}/{pattern}", method) for room in STAFF_ROOMS for pattern, method in EVERYWHERE)
FOR_PERSONS: Final = (*((pattern, "ignore") for pattern, _ in FOR_STAFF), *EVERYWHERE)


class Translated(Catalog):
    """A catalogue that names who has reviewed it, and otherwise holds nothing that changes by itself."""

    reviewer = ""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What stands in its first entry."""
        return [
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            (REVIEWER, self.reviewer),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        self.reviewer = dict(headers).get(REVIEWER, "")


def languages() -> list[str]:
    """Every language that there is a folder for."""
    return sorted(path.name for path in TRANSLATIONS.iterdir() if path.is_dir())


def po_file(language: str, domain: str) -> Path:
    """What a translator writes in."""
    return TRANSLATIONS / language / f"{domain}.po"


def mo_file(language: str, domain: str) -> Path:
    """What the application reads."""
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.mo"


def wanted() -> dict[str, Catalog]:
    """Every text that needs a translation, by catalogue."""
    texts, person, staff = _of_data(), _of_code(FOR_PERSONS), _of_code(FOR_STAFF)
    for later, earlier in ((person, texts), (staff, texts), (staff, person)):
        for message in earlier:
            later.delete(message.id)
    return {"texts": texts, "person": person, "staff": staff}


def _of_data() -> Catalog:
    catalog = Catalog()
    for file, key, text in texts_of_data():
        catalog.add(text, locations=[(file, 0)], auto_comments=[key])
    return catalog


def _of_code(methods: Iterable[tuple[str, str]]) -> Catalog:
    catalog = Catalog()
    for folder in SOURCES:
        for file, _, text, comments, _ in extract_from_dir(ROOT / folder, list(methods), {"**": {"silent": "false"}}):
            catalog.add(text, locations=[(f"{folder}/{file}", 0)], auto_comments=comments)
    return catalog


def read(language: str, domain: str) -> Translated:
    """A catalogue as its translators left it."""
    catalog = Translated(language, fuzzy=False)
    with po_file(language, domain).open("rb") as file:
        PoFileParser(catalog).parse(file)
    return catalog


def updated(catalog: Translated, source: Catalog) -> bytes:
    """A catalogue that holds exactly what `source` wants, in its order, with the translations that there were."""
    fresh = Translated(catalog.locale, fuzzy=False)
    fresh.reviewer, fresh.header_comment = catalog.reviewer, catalog.header_comment
    for message in source:
        if message.id:
            known = catalog.get(message.id)
            said, notes = (known.string, known.user_comments) if known else ("", [])
            fresh.add(message.id, said, message.locations, message.flags, message.auto_comments, notes)
    file = BytesIO()
    write_po(file, fresh, width=WIDTH, include_lineno=False)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """The texts without a translation, or with one that has only some of its forms."""
    return [str(message.id) for message in catalog if message.id and not all(forms(message.string))]


def forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """A text as it is, or in the singular and the plural."""
    return (text or "",) if isinstance(text, str | None) else text


def compiled(catalog: Translated) -> bytes:
    """What the application reads of a catalogue."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> None:
    """Write every catalogue of every language, and say what is left to translate."""
    sources = wanted()
    for language in languages():
        for domain, source in sources.items():
            po_file(language, domain).write_bytes(updated(read(language, domain), source))
            catalog = read(language, domain)
            mo_file(language, domain).write_bytes(compiled(catalog))
            print(f"{language}/{domain}: {len(catalog)} texts, {len(untranslated(catalog))} to translate")


if __name__ == "__main__":
    main()
