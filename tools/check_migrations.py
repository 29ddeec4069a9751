"""Build a database from the migrations alone and compare it with the models."""

import os
import subprocess
import sys
import tempfile

# Alembic's own name for each act; `check` fails when the models have something that no migration makes.
ACTS = ("upgrade", "check")


def main() -> int:
    """Return 0 when models and migrations agree."""
    with tempfile.TemporaryDirectory(prefix="braid-migrations-") as instance:
        environment = _clean_environment() | {"BRAID_INSTANCE": instance, "BRAID_ENV": "test"}
        return next((status for act in ACTS if (status := _flask_db(act, environment))), 0)


def _clean_environment() -> dict[str, str]:
    """A setting of the developer's own (a PostgreSQL address, say) must not be what is checked."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BRAID_")}


def _flask_db(act: str, environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "flask", "--app", "app", "db", act]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
