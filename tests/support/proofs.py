"""Tests that a document names as proof, such as `faults/test_kill_9.py::test_killed_at_sending`: whether they exist."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).resolve().parents[1]
PROOF: Final = re.compile(r"`([a-z0-9_/]+\.py)::(test_\w+)`")


def proofs(said: str) -> list[tuple[str, str]]:
    """File and name of each test that is named."""
    return PROOF.findall(said)


def words_beside(said: str) -> list[str]:
    """What is said beside the names of tests."""
    return re.findall(r"\w+", PROOF.sub("", said))


def missing(said: str) -> list[str]:
    """Those that are named and do not exist."""
    return [f"{file}::{name}" for file, name in proofs(said) if name not in _names_in(file)]


@cache
def _names_in(file: str) -> frozenset[str]:
    path = TESTS / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
