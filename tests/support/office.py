"""LibreOffice as somebody uses it who opens a table from us, though without a screen."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from tests.support.absent import absent
from tools.ensure_office import office

# Field and text marks, UTF-8, from the first line; quoted cells may be numbers, and formulas are worked out: the two
# choices of its import dialog by which a table could do harm.
CREDULOUS: Final = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true"
AT_MOST: Final = 180  # seconds
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass(frozen=True)
class Cell:
    """What it shows, and what it works out, if anything."""

    text: str
    formula: str | None


def opened(files: Iterable[Path], folder: Path, proxy: str, *choices: str) -> dict[str, list[Cell]]:
    """Open each file, and give back its cells by its name. Whatever it wants from the network, it asks `proxy` for."""
    program = office() or absent("LibreOffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", *choices, "--convert-to", "fods", "--outdir", str(folder)]
    proxies = {"http_proxy": proxy, "https_proxy": proxy, "HOME": str(folder)}
    subprocess.run(
        [*command, *map(str, files)],
        env={**os.environ, **proxies},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=AT_MOST,
    )
    return {file.name: list(_cells(folder / f"{file.stem}.fods")) for file in files}


def _cells(file: Path) -> Iterator[Cell]:
    root = ElementTree.parse(file).getroot()  # noqa: S314 - LibreOffice has just written it
    for cell in root.iter(f"{TABLE}table-cell"):
        lines = ["".join(line.itertext()) for line in cell.iter(f"{TEXT}p")]
        if lines or cell.get(f"{TABLE}formula"):
            yield Cell("\n".join(lines), cell.get(f"{TABLE}formula"))
