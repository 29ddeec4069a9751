"""A closed screening is opened again with a reason, and stands in the queue as a new duty."""

from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.extensions.clock import StoppedClock
from tests.support.desk import ACUTE, CONTACT, Desk, arrive, hire, sign_in

CLOSED = {"outcome": "admitted", "assessment": "Safe.", "alone_because": "night", "no_attempt_because": "came in"}


@pytest.fixture
def closed(app: Flask, ana: Desk) -> str:
    """The address of a screening that Ana closed."""
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    assert ana.post(f"{case}/close", **CLOSED).status_code == 303
    return case


def test_it_stands_in_the_queue_again_with_an_alert_and_says_why(app: Flask, ben: Desk, closed: str) -> None:
    assert ben.post(f"{closed}/reopen", text="They called back.").status_code == 303
    queue = ben.get("/staff/queue").get_text(" ", strip=True)
    assert "Imminent: 1 that nobody has opened." in queue
    assert "Opened again by Ben Okafor: They called back." in queue
    history = ben.get(closed).select("#history")[0].get_text(" ", strip=True)
    assert "Opened again They called back. Ben Okafor" in history
    assert "Opened it again" in history
    assert "Admitted" in ben.get(closed).select("#work")[0].get_text(), "how it was closed stays to be read"
    with app.app_context():
        assert "called" not in str([row.detail for row in activity.latest(20)])


def test_its_target_counts_from_then(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator", "Ana Duarte")
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    sign_in(app, email).post(f"{case}/close", **CLOSED)
    stopped.at += timedelta(hours=2)
    ana = sign_in(app, email)
    assert "Closed today 12:00 by Ana Duarte" in ana.get(case).select(".pinned")[0].get_text()
    assert "waiting" not in ana.get(case).select(".pinned")[0].get_text()
    ana.post(f"{case}/reopen", text="They called back.")
    assert "due in 30 minutes" in ana.get(case).select(".pinned")[0].get_text()


def test_without_a_reason_or_when_it_is_open_nothing_happens(ana: Desk, ben: Desk, closed: str) -> None:
    assert ana.post(f"{closed}/reopen", text="").status_code == 422
    assert ana.get(closed).select(f"form[action='{closed}/reopen']")
    assert ben.post(f"{closed}/reopen", text="They called back.").status_code == 303
    assert ana.post(f"{closed}/reopen", text="Me too.").status_code == 409
    assert not ana.get(closed).select(f"form[action='{closed}/reopen']")


def test_a_page_that_is_no_longer_true_opens_nothing(ana: Desk, closed: str) -> None:
    assert ana.post(f"{closed}/reopen", text="They called back.", edition="1").status_code == 409
    assert not ana.get("/staff/queue").select("[data-reference]")


def test_an_administrator_cannot(app: Flask, admin: Desk, closed: str) -> None:
    refused = admin.client.post(f"{closed}/reopen", data={"csrf_token": admin.token(), "text": "x", "edition": "2"})
    assert refused.status_code == 403
