"""What holds for the repository itself."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
NPM_LOCKS = (
    "tests/html_checker/package-lock.json",
    "tests/fhir_checker/package-lock.json",
    "benchmarks/lighthouse/package-lock.json",
)


def locked_names(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(), flags=re.MULTILINE))


def declared_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower() for requirement in requirements}


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    runtime = declared_names(project["dependencies"])
    dev = declared_names(project["optional-dependencies"]["dev"])
    assert runtime - locked_names("requirements.lock") == set()
    assert (runtime | dev) - locked_names("requirements-dev.lock") == set()


def test_the_tests_run_on_the_versions_that_are_served() -> None:
    served, tested = ({*re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), flags=re.MULTILINE)} for lock in LOCKS)
    assert served - tested == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_file_by_hash_and_names_no_place_to_fetch_it_from(lock: str) -> None:
    text = (ROOT / lock).read_text()
    unpinned = [block for block in re.split(r"\n(?=\S)", text) if "==" in block and "--hash=sha256:" not in block]
    assert unpinned == []
    assert not re.search(r"://|--index|--find-links", text)


@pytest.mark.parametrize("lock", NPM_LOCKS)
def test_an_npm_lock_does_the_same(lock: str) -> None:
    (_, *every) = json.loads((ROOT / lock).read_text())["packages"].values()
    packages = [it for it in every if not it.get("inBundle")]  # those lie inside the file of the package around them
    assert packages
    assert [it for it in packages if not it["integrity"].startswith("sha512-") or "resolved" in it] == []


def test_no_python_file_is_longer_than_400_lines() -> None:
    rooms = [folder for folder in map(ROOT.joinpath, ("app", "benchmarks", "tests", "tools")) if folder.is_dir()]
    files = [path for room in rooms for path in room.rglob("*.py") if "node_modules" not in path.parts]
    assert files
    assert [path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_the_index_of_decisions_names_every_record() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text()
    assert [path.name for path in folder.glob("[0-9]*.md") if f"({path.name})" not in index] == []
