"""Small definitions that are sound, to be spoiled one fault at a time (refused.toml)."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.instruments import Catalogue, DefinitionError, load_catalogue

OPTION_SETS = """
[two]
options = [{ value = 0, text = "No" }, { value = 1, text = "Yes" }]
"""
TOY = """
id = "toy"
title = "A toy"
version = "1"
ship = "core"
time_frame = "today"
licence = "CC0"
source = "Nobody 2026"

[loinc]
status = "none"

[scoring]
method = "sum"

[[bands]]
band = "low"
min = 0
max = 1

[[bands]]
band = "high"
min = 2
max = 3

[[items]]
link_id = "toy_1"
text = "One?"
options = "two"

[[items]]
link_id = "toy_2"
text = "Two?"
options = "two"
enable_when = "toy_1 > 0"

[[items]]
link_id = "toy_3"
text = "Three?"
options = [{ value = 0, text = "No" }, { value = 1, text = "Yes" }]
"""
BANDS = TOY[TOY.index("[[bands]]") : TOY.index("[[items]]")]
ITEMS = TOY[TOY.index("[[items]]") :]
SHARING = (
    TOY.replace(ITEMS, "")
    .replace('"toy"', '"half"')
    .replace("max = 3", "max = 2")
    .replace('licence = "CC0"', 'licence = "CC0"\nitems_of = "toy"\nitem_ids = ["toy_1", "toy_2"]')
)


def faults(section: str) -> list[Any]:
    rows = tomllib.loads(Path(__file__).with_name("refused.toml").read_text("utf-8"))[section]
    return [pytest.param(*row, id=name) for name, *row in rows]


def folder(where: Path, **files: str) -> Path:
    """A folder of pinned definitions."""
    for name, text in files.items():
        (where / f"{name}.toml").write_text(text, "utf-8")
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(where.glob("*.toml")))
    (where / "SHA256SUMS").write_text("\n".join(sums) + "\n", "utf-8")
    return where


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, f"the toy has no {old!r}"
    return text.replace(old, new, 1)


def load(where: Path, **files: str) -> Catalogue:
    return load_catalogue(folder(where, option_sets=OPTION_SETS, **files))


def refusal(where: Path, **files: str) -> str:
    with pytest.raises(DefinitionError) as refused:
        load(where, **files)
    assert "\n" not in str(refused.value)
    return str(refused.value)
