"""One leaflet for each file in `texts/`, pinned by hash: a change of words asks for a new look by a reviewer."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.definitions import Definition, DefinitionError, Fault, read_pinned, validate
from app.screening import rulebook

FOLDER = Path(__file__).parent / "texts"

Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class Leaflet(Definition):
    """A text of one page. `when` says for whose answers the letter points to it."""

    number: Annotated[int, Field(ge=1)]
    title: Text
    when: Text
    paragraphs: Texts
    author: Text
    written_on: date
    sources: Texts
    reviewer: str = ""
    reviewed_on: date | None = None

    @model_validator(mode="after")
    def _reviewed_by_somebody(self) -> Self:
        if bool(self.reviewer) != bool(self.reviewed_on):
            raise Fault("reviewer", "a review has both a reviewer and a day")
        return self


def load_leaflets(folder: Path) -> dict[int, Leaflet]:
    """Read and check a folder of leaflets, by number. Raises DefinitionError with file and key."""
    found: dict[int, Leaflet] = {}
    for file, content in read_pinned(folder).items():
        leaflet = validate(Leaflet, file, content)
        rulebook().compile(file, "when", leaflet.when)
        if leaflet.number in found:
            raise DefinitionError(file, "number", f"{leaflet.number} is taken")
        found[leaflet.number] = leaflet
    return dict(sorted(found.items()))


@cache
def leaflets() -> dict[int, Leaflet]:
    """The leaflets that ship with Braid, by number."""
    return load_leaflets(FOLDER)
