"""The pages of the desk, asked for in a large installation and in what stands beside it in turn."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import cycle
from typing import Final

from flask import Flask
from werkzeug.test import TestResponse

from app.extensions import db
from app.intake.models import Screening
from benchmarks.full.sample import Sample
from tests.support.desk import Desk, authenticator_of, halfway_in

Ask = Callable[[], TestResponse]
Pairs = Mapping[str, tuple[Ask, Ask]]  # the page's other side, and that of the large installation
Row = dict[str, float]

UNREADABLE: Final = "Cannot be read"
LARGE: Final = "large"


def pages_of(app: Flask, desk: Desk, sample: Sample) -> dict[str, Ask]:
    """Every page that is measured, as one request of somebody who is signed in."""
    with app.app_context():
        reference = db.session.get_one(Screening, sample.open[0]).reference
    return {
        **{name: get(desk, address) for name, address in _addresses(sample).items()},
        "review, open": _in_turn(desk, sample.open),
        "review, closed": _in_turn(desk, sample.closed),
        **{f"search, {name}": _search(desk, words) for name, words in _words(reference, sample).items()},
    }


def signed_in(app: Flask, email: str) -> Desk:
    """Somebody who is signed in. Each database takes a code once, and a copy knows which one its original took."""
    desk = halfway_in(app, email)
    codes = (authenticator_of(email).code_at(step) for step in (0, 1))
    answers = (desk.client.post("/staff/sign-in/code", data={"otp": code}).status_code for code in codes)
    assert HTTPStatus.SEE_OTHER in answers
    return desk


def _addresses(sample: Sample) -> dict[str, str]:
    colleague = sample.staff["default"][1].public_id
    tabs = ("mine", "unclaimed", "waiting", "follow-up", "in-progress", "closed")
    return {
        "queue": "/staff/queue",
        **{f"queue, {tab}": f"/staff/queue?tab={tab}" for tab in tabs},
        "queue, closed, page 20": "/staff/queue?tab=closed&page=20",
        "queue, only imminent": "/staff/queue?level=imminent",
        "queue, closed, only imminent": "/staff/queue?tab=closed&level=imminent",
        "queue, of a colleague": f"/staff/queue?owner={colleague}",
        "queue, what is new": "/staff/queue/news?since=1&seen=1",
        "shift": "/staff/shift",
        "week": "/staff/week",
        "week, twelve of them": "/staff/week?weeks=12",
    }


def _words(reference: str, sample: Sample) -> dict[str, str]:
    name = sample.contact["contact_name"]
    number = sample.contact["contact_phone"]
    return {"reference": reference, "whole name": name, "first name": name.split()[0], "number": number}


def get(desk: Desk, address: str) -> Ask:
    """A request for one page."""
    return lambda: desk.client.get(address)


def _in_turn(desk: Desk, ids: list[str]) -> Ask:
    turn = cycle(ids)
    return lambda: desk.client.get(f"/staff/screenings/{next(turn)}")


def _search(desk: Desk, words: str) -> Ask:
    token = desk.token()
    return lambda: desk.client.post("/staff/search", data={"csrf_token": token, "words": words})


@dataclass(frozen=True)
class Beside:
    """What the large installation is set beside, which figure of both counts, and how many times as long is fine."""

    name: str
    figure: str
    goal: float


SMALL: Final = Beside("small", "median", 1.25)
BARE: Final = Beside("bare", "p95", 2.0)


def measure(beside: Beside, pages: Pairs, rounds: int) -> dict[str, Row]:
    """Each page once on either side, round after round, there and back; a row for each page."""
    gc.collect()
    gc.freeze()  # as gunicorn.conf.py does: else looking through all that was filled falls on whichever page comes then
    found: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in pages}
    for number in range(rounds):
        for name, times in found.items():
            for ask, into in list(zip(pages[name], times, strict=True))[:: -1 if number % 2 else 1]:
                into.append(_milliseconds(ask))
    return {name: _row(beside, *times) for name, times in found.items()}


def _milliseconds(ask: Ask) -> float:
    began = time.perf_counter()
    response = ask()
    took = 1000 * (time.perf_counter() - began)
    page = response.get_data(as_text=True)
    assert response.status_code == 200, page
    assert UNREADABLE not in page, "a copy does not open"
    return took


def _row(beside: Beside, other: list[float], large: list[float]) -> Row:
    sides = {beside.name: _spread(other), LARGE: _spread(large)}
    ratio = sides[LARGE][beside.figure] / sides[beside.name][beside.figure]
    return {
        "ratio": ratio,
        **{f"{side}_{name}": value for side, found in sides.items() for name, value in found.items()},
    }


def _spread(times: list[float]) -> Row:
    low, middle, high = statistics.quantiles(times, n=4)
    return {
        "median": middle,
        "low": low,
        "high": high,
        "p95": statistics.quantiles(times, n=20, method="inclusive")[-1],
    }


def show(engine: str, beside: Beside, rows: Mapping[str, Row]) -> None:
    """Print one table."""
    heads = "".join(f"{f'{side} ms':>10}{'quartiles':>18}{'p95':>8}" for side in (beside.name, LARGE))
    print(f"\n{engine:32}{heads}{f'of {beside.figure}':>12}")
    for name, row in rows.items():
        sides = "".join(_side(row, side) for side in (beside.name, LARGE))
        mark = "  over the goal" if row["ratio"] > beside.goal and name.startswith(("queue", "review")) else ""
        print(f"{name:32}{sides}{row['ratio']:>12.2f}{mark}")


def _side(row: Row, name: str) -> str:
    spread = f"{row[f'{name}_low']:.1f} - {row[f'{name}_high']:.1f}"
    return f"{row[f'{name}_median']:>10.1f}{spread:>18}{row[f'{name}_p95']:>8.1f}"
