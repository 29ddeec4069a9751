"""What pages cost the server, against a bare Flask page of the same bytes: sides in turn, in one process."""

import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from flask import Flask

from app import create_app, migrations
from app.settings import Settings
from tests.support.client_browser import ClientBrowser
from tests.support.people import HEROIN_AND_DEPRESSION, not_me
from tests.support.walker import Walker, forward_form

ROUNDS, TIMES = 9, 25
Side = Callable[[], object]


def measure() -> dict[str, dict[str, float]]:
    """Measure every side; a row for each."""
    with tempfile.TemporaryDirectory(prefix="braid-bench-") as folder:
        app = create_app(Settings(env="test", instance=Path(folder) / "instance", rate_limits=False))
        migrations.upgrade(app)
        measured = _measure(_sides(app))
    bare = statistics.median(measured["bare page"])
    return {name: _row(times, bare) for name, times in measured.items()}


def show(rows: dict[str, dict[str, float]]) -> None:
    """Print one table."""
    print(f"{'What pages cost the server':34}{'times a bare page':>18}{'spread':>16}")
    for name, row in rows.items():
        print(f"{name:34}{row['ratio']:>18.1f}{row['low']:>9.1f} - {row['high']:.1f}")


def _sides(app: Flask) -> dict[str, Side]:
    walker = Walker(ClientBrowser(app.test_client()), HEROIN_AND_DEPRESSION, not_me)
    question = walker.walk(until="/s/9")
    bare = Flask("bare")
    bare.get("/")(lambda: question.html)
    bare_client, client = bare.test_client(), app.test_client()
    browser = walker.browser
    assert isinstance(browser, ClientBrowser)
    form = forward_form(question)
    assert form is not None
    token = str(form.select("input[name=csrf_token]")[0]["value"])
    answers = cycle({"csrf_token": token, "phq9_2": value, "continue": "yes"} for value in "12")  # a change each time
    return {
        "bare page": lambda: bare_client.get("/"),
        "start page": lambda: client.get("/"),
        "question": lambda: browser.client.get("/s/9"),
        "answer, kept sealed and durable": lambda: browser.client.post("/s/9", data=next(answers)),
        "help": lambda: client.get("/help"),
        "whole screening, with its client": lambda: Walker(
            ClientBrowser(app.test_client()), HEROIN_AND_DEPRESSION, not_me
        ).walk(),
    }


def _measure(sides: dict[str, Side]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, side in sides.items():
            times = 1 if name.startswith("whole") else TIMES
            began = time.perf_counter()
            for _ in range(times):
                side()
            found[name].append((time.perf_counter() - began) / times)
    return found


def _row(times: list[float], bare: float) -> dict[str, float]:
    low, *_, high = statistics.quantiles(times, n=4)
    return {"ratio": statistics.median(times) / bare, "low": low / bare, "high": high / bare}
