"""`make bench-full` does what it says at any size: both engines, every page, and nothing left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SMALL = ("--open", "60", "--closed", "300", "--small", "40", "--sample", "16", "--rounds", "2")
PAGES = {"queue", "queue, closed", "review, open", "review, closed", "search, reference", "shift", "week"}
BESIDE_BARE = {"queue, of a bare page", "review, open, of a bare page", "review, closed, of a bare page"}


@pytest.mark.postgres
def test_it_compares_every_page_on_both_engines_and_clears_away_what_it_filled(tmp_path: Path) -> None:
    figures, filled = tmp_path / "figures.json", tmp_path / "filled"
    filled.mkdir()
    command = [sys.executable, "-m", "benchmarks.full", str(figures), *SMALL]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"TMPDIR": str(filled)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "60 open and 300 closed" in done.stdout
    assert "of p95" in done.stdout
    found = json.loads(figures.read_text())
    assert found.keys() == {"SQLite", "PostgreSQL"}
    for rows in found.values():
        assert rows.keys() >= PAGES | BESIDE_BARE
        assert all(row["ratio"] > 0 for row in rows.values())
    assert list(filled.glob("braid-*")) == []
