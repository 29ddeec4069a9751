"""Every kind of list that can be brought in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.imports.help_lines import RESOURCES
from app.imports.invites import INVITES
from app.imports.kind import Kind
from app.imports.paper_scores import SCORES
from app.imports.staff_list import STAFF

KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in (STAFF, RESOURCES, INVITES, SCORES)}
SAMPLES: Final = Path(__file__).parent / "samples"


def sample(kind: Kind) -> bytes:
    """An example of such a list, made up, as a spreadsheet program opens it."""
    return (SAMPLES / f"{kind.name}.csv").read_bytes()
