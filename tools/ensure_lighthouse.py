"""Fetch Lighthouse, with which `make bench` looks at the person's pages, into its own ignored folder."""

import sys
from pathlib import Path

from tools import npm

FOLDER = Path(__file__).parent.parent / "benchmarks" / "lighthouse"


def main() -> int:
    """Fetch it. Without it the other measurements go on, so that is no failure."""
    if missing := npm.fetch(FOLDER, "Lighthouse"):
        print(f"Not here: {missing}. Its scores will be left out.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
