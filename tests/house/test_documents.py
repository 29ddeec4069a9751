"""The README's map is the tree."""

import re
from pathlib import Path

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
    assert top - {"app"} == folders_of(ROOT) - {"app", "tools"} | ({"tools"} & top)


def test_every_link_of_the_documents_leads_somewhere() -> None:
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")]
    for document in documents:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name} links to {target}"
