"""The pages of the desk, asked for in a small and a large installation in turn."""

import statistics
import time
from collections.abc import Callable, Mapping
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
Row = dict[str, float]

UNREADABLE: Final = "Cannot be read"
GOAL: Final = 1.25


def pages_of(app: Flask, sample: Sample) -> dict[str, Ask]:
    """Every page that is measured, as one request of somebody who is signed in."""
    desk = _signed_in(app, sample.email)
    with app.app_context():
        reference = db.session.get_one(Screening, sample.open[0]).reference
    return {
        **{name: _get(desk, address) for name, address in _addresses(sample).items()},
        "review, open": _in_turn(desk, sample.open),
        "review, closed": _in_turn(desk, sample.closed),
        **{f"search, {name}": _search(desk, words) for name, words in _words(reference, sample).items()},
    }


def _signed_in(app: Flask, email: str) -> Desk:
    """Each database takes a code once, and a copy knows which one its original took."""
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


def _get(desk: Desk, address: str) -> Ask:
    return lambda: desk.client.get(address)


def _in_turn(desk: Desk, ids: list[str]) -> Ask:
    turn = cycle(ids)
    return lambda: desk.client.get(f"/staff/screenings/{next(turn)}")


def _search(desk: Desk, words: str) -> Ask:
    token = desk.token()
    return lambda: desk.client.post("/staff/search", data={"csrf_token": token, "words": words})


def measure(small: Mapping[str, Ask], large: Mapping[str, Ask], rounds: int) -> dict[str, Row]:
    """Each page once in each installation, round after round; a row for each page."""
    found: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in small}
    for _ in range(rounds):
        for name, times in found.items():
            for ask, into in zip((small[name], large[name]), times, strict=True):
                into.append(_milliseconds(ask))
    return {name: _row(*times) for name, times in found.items()}


def _milliseconds(ask: Ask) -> float:
    began = time.perf_counter()
    response = ask()
    took = 1000 * (time.perf_counter() - began)
    page = response.get_data(as_text=True)
    assert response.status_code == 200, page
    assert UNREADABLE not in page, "a copy does not open"
    return took


def _row(small: list[float], large: list[float]) -> Row:
    return {
        "ratio": statistics.median(large) / statistics.median(small),
        **_spread("small", small),
        **_spread("large", large),
    }


def _spread(name: str, times: list[float]) -> Row:
    low, middle, high = statistics.quantiles(times, n=4)
    return {name: middle, f"{name}_low": low, f"{name}_high": high}


def show(engine: str, rows: Mapping[str, Row]) -> None:
    """Print one table."""
    print(f"\n{engine:32}{'small ms':>10}{'quartiles':>18}{'large ms':>10}{'quartiles':>18}{'ratio':>8}")
    for name, row in rows.items():
        sides = "".join(_side(row, side) for side in ("small", "large"))
        mark = "  over the goal" if row["ratio"] > GOAL and name.startswith(("queue", "review")) else ""
        print(f"{name:32}{sides}{row['ratio']:>8.2f}{mark}")


def _side(row: Row, name: str) -> str:
    spread = f"{row[f'{name}_low']:.1f} - {row[f'{name}_high']:.1f}"
    return f"{row[name]:>10.1f}{spread:>18}"
