"""Draw the rooms of `app/` and who imports whom, from the code as it is: docs/pictures/rooms.svg.

A row for each room, in the order in which rooms may import: since a room imports only from below, every dot stands
right of the diagonal. Only whether a room imports another is drawn, not how often: the picture changes when the house
does, and not with every import.
"""

import ast
import sys
import textwrap
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import grimp

PROJECT: Final = Path(__file__).parent.parent
PICTURE: Final = PROJECT / "docs" / "pictures" / "rooms.svg"
LEGEND: Final = (
    "A dot: the room of this row imports the room of this column. A room imports only from below the line under it.",
    "Shaded rooms are pure Python: no web framework, no database. Drawn by `make rooms`.",
)
ROW, COLUMN, MARGIN = 36, 21, 14
PURPOSE, MATRIX, TOP, LETTERS_IN_A_LINE = 116, 494, 84, 64
# Paper under everything, so that a dark page changes nothing; what differs differs in lightness, so grey shows it.
PAPER, SHADE, LINE, INK, SOFT = "#ffffff", "#d5e3dc", "#8a948f", "#1d2924", "#4b5752"


def main() -> int:
    """Write the picture; return an exit status."""
    PICTURE.write_text(drawn(), "utf-8")
    return 0


def drawn() -> str:
    """The picture as it has to be now."""
    floors = list(layers())
    rooms = [room for layer in floors for room in layer]
    picture = _sheet(len(rooms))
    for place, room in enumerate(rooms):
        _room(picture, place, room, len(rooms))
    for room in (layer[-1] for layer in floors[:-1]):
        y = TOP + ROW * (rooms.index(room) + 1)
        _draw(picture, "line", x1=MARGIN, x2=_right(len(rooms)), y1=y, y2=y, stroke=LINE)
    for importer, imported in imports(rooms):
        _draw(picture, "circle", cx=_across(rooms.index(imported)), cy=_down(rooms.index(importer)), r=5, fill=INK)
    ET.indent(picture)
    return ET.tostring(picture, encoding="unicode") + "\n"


def layers() -> Iterator[Sequence[str]]:
    """The rooms that exist, from the top layer down, as the import contract orders them."""
    for layer in _named_in("rooms", "layers"):
        named = (name.strip(" ()") for name in layer.split("|"))
        if here := [name for name in named if (PROJECT / "app" / name).is_dir()]:
            yield here


def _named_in(contract: str, key: str) -> list[str]:
    linter = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    found: list[str] = next(each[key] for each in linter["contracts"] if each["id"] == contract)
    return found


def imports(rooms: Sequence[str]) -> list[tuple[str, str]]:
    """Which of these rooms imports which other."""
    graph = grimp.build_graph("app", cache_dir=None)
    pairs = {
        (_room_of(module), _room_of(imported))
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
    }
    return sorted((one, other) for one, other in pairs if one != other and {one, other} <= {*rooms})


def _room_of(module: str) -> str:
    return (*module.split("."), "")[1]


def _purpose(room: str) -> str:
    """The first sentence that the room says about itself."""
    tree = ast.parse((PROJECT / "app" / room / "__init__.py").read_text("utf-8"))
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def _sheet(count: int) -> ET.Element:
    width, height = _right(count) + 3 * MARGIN, TOP + ROW * count + 48
    picture = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}", role="img")
    picture.attrib |= {"font-family": "sans-serif", "aria-labelledby": "title"}
    ET.SubElement(picture, "title", id="title").text = "The rooms of Braid, and which of them imports which"
    _draw(picture, "rect", width=width, height=height, fill=PAPER)
    for number, sentence in enumerate(LEGEND):
        _write(picture, sentence, MARGIN, TOP + ROW * count + 20 + 16 * number, 11, SOFT)
    return picture


def _room(picture: ET.Element, place: int, room: str, count: int) -> None:
    top, middle = TOP + ROW * place, _down(place)
    if f"app.{room}" in _named_in("clinical-core", "source_modules"):
        _draw(picture, "rect", x=MARGIN, y=top, width=_right(count) - MARGIN, height=ROW, fill=SHADE)
    _write(picture, room, MARGIN + 4, middle + 5, 13, INK).set("font-weight", "bold")
    lines = textwrap.wrap(_purpose(room).replace("`", ""), LETTERS_IN_A_LINE)
    for number, line in enumerate(lines):
        _write(picture, line, PURPOSE, middle + 4 + 14 * number - 7 * (len(lines) - 1), 11, SOFT)
    turn = f"translate({_across(place) + 4} {TOP - 8}) rotate(-55)"
    _write(picture, room, 0, 0, 12, INK).set("transform", turn)
    way = f"M{_across(place)} {TOP}V{middle}H{_right(count)}"
    _draw(picture, "path", d=way, stroke=LINE, opacity=0.35, fill="none")


def _across(place: int) -> int:
    return MATRIX + COLUMN * place + COLUMN // 2


def _down(place: int) -> int:
    return TOP + ROW * place + ROW // 2


def _right(count: int) -> int:
    return MATRIX + COLUMN * count


def _write(picture: ET.Element, words: str, x: int, y: int, size: int, fill: str) -> ET.Element:
    text = _draw(picture, "text", x=x, y=y, fill=fill)
    text.set("font-size", str(size))
    text.text = words
    return text


def _draw(picture: ET.Element, kind: str, **places: float | str) -> ET.Element:
    return ET.SubElement(picture, kind, {name: str(value) for name, value in places.items()})


if __name__ == "__main__":
    sys.exit(main())
