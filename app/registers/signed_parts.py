"""The parts that a clinical lead answers for, and a short name for each as it now is: another one once it changes."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from app.extensions import N_
from app.intake.follow_up import WAITS
from app.screening.definitions_digest import definitions_digest
from app.sites import Site

PARTS: Final = {
    "thresholds": N_("Thresholds: which answers raise which level"),
    "crisis_wording": N_("Crisis wording: help pages, letter, leaflets"),
    "contact_targets": N_("Contact targets: by when somebody acts"),
}
APP: Final = Path(__file__).parents[1]
WORDING: Final = ("crisis/messages.toml", "leaflets/texts/*.toml", "patient/letter_text/*")
DIGITS: Final = 16


def digest_of(part: str, site: Site) -> str:
    """Sixteen hex digits over everything that the part holds; the targets are those of the reader's own site."""
    match part:
        case "thresholds":
            return definitions_digest()
        case "crisis_wording":
            return _wording_digest()
    return _digest(repr((site.targets, WAITS)).encode())


@cache
def _wording_digest() -> str:
    return _digest(b"".join(file.read_bytes() for pattern in WORDING for file in sorted(APP.glob(pattern))))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:DIGITS]
