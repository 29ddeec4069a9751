"""`make bench`: measure, print one table of what was asked for and one of what a phone meets, and write JSON.

python -m benchmarks [FILE.json] [--only NAME ...] [--stored 1000 10000]
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from benchmarks import answer, memory, phone, question_page, scoring, start, whole_screening
from benchmarks.figures import Figure, show

QUESTIONS: Final[dict[str, Callable[[Path], Iterable[Figure]]]] = {
    "scoring": lambda _: scoring.measure(),
    "question": question_page.measure,
    "answer": answer.measure,
    "screening": whole_screening.measure,
    "start": start.measure,
    "phq9": lambda _: phone.phq9(),
}
MEMORY, PHONE = "memory", "phone"


def main() -> None:
    """What was chosen, or all of it."""
    chosen = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no server of a side is left behind
    few, many = chosen.stored
    questions = QUESTIONS | {MEMORY: lambda folder: memory.measure(folder, few, many)}
    found: dict[str, Any] = {"machine": _machine(), "figures": []}
    asked = [name for name in chosen.only if name in questions]
    figures: list[Figure] = []
    for name in asked:
        figures += _asked(name, questions[name])
        found["figures"] = [figure.to_json() for figure in figures]
        _keep(chosen.json, found)  # each time: what was found is not lost by what comes after it
    show(figures)
    if PHONE in chosen.only:
        found[PHONE] = phone.measure()
        phone.show(found[PHONE])
        _keep(chosen.json, found)


def _keep(file: Path | None, found: dict[str, Any]) -> None:
    if file:
        file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _asked(name: str, question: Callable[[Path], Iterable[Figure]]) -> list[Figure]:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="braid-bench-") as folder:
        figures = list(question(Path(folder)))
    print(f"{time.monotonic() - began:6.0f} s  {name}", flush=True)
    return figures


def _machine() -> dict[str, object]:
    """How busy it is: a figure of a busy machine says less."""
    return {"cores": os.cpu_count(), "load": os.getloadavg(), "at": time.strftime("%Y-%m-%d %H:%M", time.gmtime())}


def _arguments() -> argparse.Namespace:
    names = [*QUESTIONS, MEMORY, PHONE]
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("json", nargs="?", type=Path, help="keep the figures here")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names))
    parser.add_argument(
        "--stored",
        nargs=2,
        type=int,
        default=(memory.FEW, memory.MANY),
        metavar=("FEW", "MANY"),
        help="over how many stored screenings memory is compared",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
