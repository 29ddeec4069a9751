"""Write the next migration: what the models have and no migration makes yet, under the next number and a few words."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from tools.check_migrations import flask_db, nothing_there_yet

VERSIONS: Final = Path(__file__).parent.parent / "app" / "migrations" / "versions"
DIGITS: Final = 4


def main(words: str) -> int:
    """Return 0 when it is written; what it then does is for a person to read and to put right."""
    if not words:
        print('Say in a few words what changes: make migration NAME="who was asked"')
        return 1
    number = next_number()
    with nothing_there_yet() as environment:
        acts = (("upgrade",), ("migrate", "--rev-id", number, "--message", words))
        status = next((status for act in acts if (status := flask_db(environment, *act))), 0)
    for made in VERSIONS.glob(f"{number}_*.py"):
        subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", made], check=True)
        print(f"{made.relative_to(Path.cwd())}: read it, and try it: make check, then tests/integration/migrations")
    return status


def next_number() -> str:
    """The number after the last one that there is."""
    last = max(int(path.name[:DIGITS]) for path in VERSIONS.glob("[0-9]*.py"))
    return f"{last + 1:0{DIGITS}}"


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
