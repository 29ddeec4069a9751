"""The documents tell the truth about the tree: the map, the links, the files that a guide names."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def folders_of(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith(("__", "."))}


def mapped() -> list[str]:
    plan = re.search(r"```\n(app/.*?)```", readme(), re.DOTALL)
    assert plan is not None
    return plan.group(1).splitlines()


def test_the_map_names_every_room_and_no_other() -> None:
    rooms = {
        name
        for line in mapped()
        if line.startswith("  ")
        for name in re.findall(r"([a-z]+)/", line.split("   ")[0] + " " + line)
    }
    assert rooms & folders_of(ROOT / "app") == folders_of(ROOT / "app")
    assert {name for name in rooms if not (ROOT / "app" / name).is_dir()} == set()


def test_the_map_names_every_folder_at_the_top() -> None:
    top = {line.split("/")[0] for line in mapped() if not line.startswith(" ")}
    assert top == folders_of(ROOT)


def test_every_link_of_the_documents_leads_somewhere() -> None:
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")]
    for document in documents:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name} links to {target}"


NAMED = re.compile(r"`([\w.][\w./-]*(?:/|\.(?:py|toml|md|html|svg|lock|po)))`")
GUIDES = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/words.md", "docs/translating.md")
FOLDERS = ("app", "benchmarks", "docs", "templates", "tests", "tools")


@pytest.fixture(scope="module")
def there() -> list[str]:
    """Every file and folder, from the top; a folder ends with a stroke."""
    paths = [*ROOT.glob("*"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))]
    return [f"/{path.relative_to(ROOT).as_posix()}{'/' * path.is_dir()}" for path in paths]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_exists(guide: str, there: list[str]) -> None:
    named = set(NAMED.findall((ROOT / guide).read_text(encoding="utf-8")))
    assert named
    assert sorted(name for name in named if not any(path.endswith(f"/{name}") for path in there)) == []
