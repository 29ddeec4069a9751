"""Build a database from the migrations alone and compare it with the models."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

# Alembic's own name for each act; `check` fails when the models have something that no migration makes.
ACTS = ("upgrade", "check")


def main() -> int:
    """Return 0 when models and migrations agree."""
    with nothing_there_yet() as environment:
        return next((status for act in ACTS if (status := flask_db(environment, act))), 0)


@contextmanager
def nothing_there_yet() -> Iterator[dict[str, str]]:
    """The environment of a new installation. A setting of the developer's own (a PostgreSQL address, say) must not be
    what is looked at.
    """
    with tempfile.TemporaryDirectory(prefix="braid-migrations-") as instance:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BRAID_")}
        yield clean | {"BRAID_INSTANCE": instance, "BRAID_ENV": "test"}


def flask_db(environment: dict[str, str], *act: str) -> int:
    """Let Alembic act; what it says is printed only if it fails. Returns its exit status."""
    command = [sys.executable, "-m", "flask", "--app", "app", "db", *act]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
