"""A page that asks by itself keeps nobody signed in, whatever it asks with."""

from datetime import timedelta

import pytest
from flask import Flask

from app.extensions.clock import StoppedClock
from tests.support.desk import desk_of

ASKED_BY_THE_PAGE = ("/staff/queue/news", "/staff/alarm", "/staff/hand-over/mark")
EXTRA = {
    "skip_timeout_reset": "1",
    "keepalive": "1",
    "csrf_token": "x",
    "next": "/staff/queue",
    "tab": "mine",
    "seen": "1",
}


@pytest.mark.parametrize("extra", [{}, EXTRA], ids=["as it does", "with whatever else"])
def test_sixteen_minutes_of_a_page_that_asks_by_itself_end_in_a_sign_out(
    app: Flask, stopped: StoppedClock, extra: dict[str, str]
) -> None:
    desk = desk_of(app, "coordinator")
    answers = []
    for _ in range(32):
        stopped.move(timedelta(seconds=30))
        answers.append({desk.client.get(path, query_string=extra).status_code for path in ASKED_BY_THE_PAGE})
    assert answers == [{200}] * 29 + [{303}] * 3
    assert desk.client.get("/staff/queue").headers["Location"].startswith("/staff/sign-in")
