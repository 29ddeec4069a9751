"""`make bench-full`: fill two installations on each engine, compare the desk's pages, clean up.

The small one is the same centre at an earlier time: as many arrivals a day for fewer days. Half of its screenings are
open, so that every tab is as full as in the large one, and both draw pages of the same length.
"""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from app import migrations
from app.settings import Settings
from benchmarks.full.bare import beside_bare
from benchmarks.full.installation import filled, sampled, settings_of
from benchmarks.full.load import fill_postgresql
from benchmarks.full.pages import BARE, SMALL, Row, measure, pages_of, show, signed_in
from benchmarks.full.sample import Sample
from tests.support.postgresql import PostgresServer, postgres_server
from tests.support.running import running


def main() -> None:
    """Measure, print a table for each engine, and write JSON where the first argument says."""
    chosen = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was filled is cleared away
    found = dict(_compare(chosen))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-full")
    parser.add_argument("json", nargs="?", type=Path, help="keep the figures here")
    parser.add_argument("--open", type=int, default=10_000, help="open screenings of the large side")
    parser.add_argument("--closed", type=int, default=1_000_000, help="its closed ones")
    parser.add_argument("--small", type=int, default=10_000, help="all screenings of the small side")
    parser.add_argument("--sample", type=int, default=240, help="how many of them come in as real ones do")
    parser.add_argument("--rounds", type=int, default=40)
    return parser.parse_args()


def _compare(chosen: argparse.Namespace) -> Iterator[tuple[str, dict[str, Row]]]:
    """The figures of each engine, shown as soon as they are there."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="braid-bench-full-")))
        sample = _sampled(folder / "sample", chosen.sample)
        sides = [
            _filled(folder, "small", sample, chosen.small // 2, chosen.small - chosen.small // 2),
            _filled(folder, "large", sample, chosen.open, chosen.closed),
        ]
        yield "SQLite", _measured("SQLite", sides, sample, chosen.rounds)
        server = stack.enter_context(postgres_server())
        copied = [_copied(server, settings) for settings in sides]
        yield "PostgreSQL", _measured("PostgreSQL", copied, sample, chosen.rounds)


def _measured(engine: str, sides: list[Settings], sample: Sample, rounds: int) -> dict[str, Row]:
    with ExitStack() as stack:
        apps = [stack.enter_context(running(settings)) for settings in sides]
        desks = [signed_in(app, sample.email) for app in apps]
        small, large = (pages_of(app, desk, sample) for app, desk in zip(apps, desks, strict=True))
        rows = measure(SMALL, {name: (small[name], large[name]) for name in small}, rounds)
        bare = measure(BARE, stack.enter_context(beside_bare(apps[-1], desks[-1], sample)), rounds)
    show(engine, SMALL, rows)
    show(engine, BARE, bare)
    return {**rows, **{f"{name}, of a bare page": row for name, row in bare.items()}}


def _sampled(instance: Path, count: int) -> Sample:
    with _timed(f"{count} screenings that really came in"):
        return sampled(instance, count)


def _filled(folder: Path, name: str, sample: Sample, opened: int, closed: int) -> Settings:
    with _timed(f"SQLite: {opened} open and {closed} closed"):
        filled(folder / name, folder / "sample", sample, opened, closed)
    return settings_of(folder / name)


def _copied(server: PostgresServer, source: Settings) -> Settings:
    settings = replace(source, database_url=server.address_of(server.new_database()))
    with _timed(f"PostgreSQL: the same as {source.instance.name}"), running(settings) as app:
        migrations.upgrade(app)
        fill_postgresql(app, source.instance / "braid.sqlite")
    return settings


@contextmanager
def _timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:7.0f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
