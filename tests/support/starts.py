"""Many starts of the real server for the price of one: a process that has imported everything forks for each.

Run as a program, it reads a list of starts as JSON and writes what came of each. The child does what the command does,
with an environment of its own, and is ended if it goes on to serve.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVES_AFTER_SECONDS = 20


@dataclass(frozen=True)
class Start:
    """One start: by which way, in which environment, at what time if not now, with which table of mounts."""

    entry: str
    environment: Mapping[str, str]
    now: str = ""
    mounts: str = ""


@dataclass(frozen=True)
class Outcome:
    """How it ended, and all that it said. No status: it began to serve."""

    status: int | None
    said: str
    lines: list[str] = field(default_factory=list)


def outcomes(starts: Sequence[Start], root: Path = ROOT) -> list[Outcome]:
    """Try each of these, in the code that lies under `root`."""
    clean = {name: text for name, text in os.environ.items() if not name.startswith("BRAID_")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.starts"],
        cwd=root,
        env=clean | {"PYTHONPATH": f"{root}{os.pathsep}{ROOT}"},
        input=json.dumps([asdict(start) for start in starts]),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [Outcome(status, said, said.strip().splitlines()) for status, said in json.loads(done.stdout)]


def _try(start: Start) -> tuple[int | None, str]:
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            os.environ.update(start.environment)
            signal.alarm(SERVES_AFTER_SECONDS)
            _run(start)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        return (None if status == -signal.SIGALRM else status), said.read().decode(errors="replace")


def _run(start: Start) -> None:
    """In the child: what the command does, to the end of the process."""
    from app.extensions import clock
    from app.readiness import places

    if start.now:
        clock._source = lambda: datetime.fromisoformat(start.now).replace(tzinfo=UTC)
    if start.mounts:
        places.MOUNTS = Path(start.mounts)  # type: ignore[misc]  # final for everybody else
    status: object = 70
    try:
        ENTRIES[start.entry]()
        status = 0
    except SystemExit as error:
        status = error.code
        if isinstance(status, str):  # as Python itself does at its end
            sys.stderr.write(f"{status}\n")
            status = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 0)


def _gunicorn() -> None:
    from gunicorn.app.wsgiapp import run

    sys.argv = ["gunicorn", "--config", "gunicorn.conf.py"]
    run()


def _flask_serve() -> None:
    from flask.cli import main

    sys.argv = ["flask", "--app", "app", "serve"]
    main()


def _factory() -> None:
    import app

    app.served()


ENTRIES = {"gunicorn": _gunicorn, "flask serve": _flask_serve, "served()": _factory}


if __name__ == "__main__":
    import app  # noqa: F401 - once, for all of them

    json.dump([_try(Start(**start)) for start in json.load(sys.stdin)], sys.stdout)
