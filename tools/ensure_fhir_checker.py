"""Fetch what the tests let read our FHIR resources and fill our Questionnaires, into its own ignored folder."""

import sys
from pathlib import Path

from tools import absent, npm

FOLDER = Path(__file__).parent.parent / "tests" / "fhir_checker"


def main() -> int:
    """Fetch it; return an exit status."""
    missing = npm.fetch(FOLDER, "what reads FHIR")
    return absent.report(missing, "install Node.js with npm, or look at npm's message above") if missing else 0


if __name__ == "__main__":
    sys.exit(main())
