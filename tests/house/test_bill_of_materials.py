"""What Braid is made of can be handed to whoever has to look for holes in it."""

import json
import re
from pathlib import Path

from tests.support.live_server import ROOT
from tools import sbom


def test_the_list_names_every_library_that_is_served_with_version_and_hashes(tmp_path: Path) -> None:
    sbom.write(tmp_path / "sbom.json")
    made = json.loads((tmp_path / "sbom.json").read_text("utf-8"))
    assert made["bomFormat"] == "CycloneDX"
    assert made["metadata"]["component"]["name"] == "braid"
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))
    assert {(one["name"], one["version"]) for one in made["components"]} == locked != set()
    for one in made["components"]:
        assert any(reference.get("hashes") for reference in one["externalReferences"]), one["name"]
