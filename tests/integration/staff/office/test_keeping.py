"""How long a site keeps screenings: one colleague proposes, another agrees, within bounds; both are on record."""

from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.extensions.clock import StoppedClock
from app.retention.run import run
from tests.support.desk import Desk, desk_of
from tests.support.kept import closed, later, left

KEEPING = "/staff/retention"


pytestmark = pytest.mark.usefixtures("stopped")


def agreement(desk: Desk) -> list[str]:
    return [str(form["action"]) for form in desk.get(KEEPING).select("form[action$='/agree']")]


def in_force(desk: Desk) -> str:
    return desk.get(KEEPING).select("#now ~ p")[0].get_text()


def test_nothing_changes_until_somebody_else_agrees(app: Flask, admin: Desk, sam: Desk, stopped: StoppedClock) -> None:
    old = closed(app, desk_of(app, "coordinator"))
    later(stopped, 61)
    admin, sam = desk_of(app, "admin", "Ada Admin"), desk_of(app, "supervisor")
    assert admin.post(KEEPING, days="60", years="6").status_code == 303
    with app.app_context():
        run()
    assert "180 days" in in_force(admin)
    assert "1 screening was closed longer ago" in admin.get(KEEPING).select_one("#waits ~ p").get_text()  # type: ignore[union-attr]
    assert agreement(admin) == [], "nobody agrees to their own"
    assert left(app) == {old}
    assert sam.post(agreement(sam)[0]).status_code == 303
    assert "60 days" in in_force(sam)
    with app.app_context():
        run()
        acts = {row.action: row.detail for row in reversed(activity.latest(20))}
    assert left(app) == set()
    assert acts["retention.proposed"] == {"before": "180d/10y", "after": "60d/6y"}
    assert acts["retention.agreed"] == {"before": "180d/10y", "after": "60d/6y"}
    assert acts["retention.run"] == {"gone": 1, "waits": 0, "kept": 0, "failed": 0}


def test_whoever_proposed_it_is_refused_even_by_address(app: Flask, admin: Desk, sam: Desk) -> None:
    admin.post(KEEPING, days="60", years="6")
    (address,) = agreement(sam)
    assert admin.post(address).status_code == 409
    assert "180 days" in in_force(admin)


def test_a_newer_proposal_takes_the_place_of_one_that_waits(app: Flask, admin: Desk, sam: Desk) -> None:
    admin.post(KEEPING, days="60", years="6")
    (earlier,) = agreement(sam)
    admin.post(KEEPING, days="90", years="6")
    assert sam.post(earlier).status_code == 404
    (newer,) = agreement(sam)
    assert sam.post(newer).status_code == 303
    assert sam.post(newer).status_code == 409
    assert "90 days" in in_force(sam)
    assert agreement(sam) == []


@pytest.mark.parametrize(
    ("days", "years"), [("29", "6"), ("3651", "6"), ("180", "5"), ("180", "31"), ("", ""), ("-60", "6"), ("1e3", "6")]
)
def test_outside_of_the_bounds_nothing_can_be_proposed(admin: Desk, days: str, years: str) -> None:
    response = admin.post(KEEPING, days=days, years=years)
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert not admin.get(KEEPING).select("#waits")


def test_what_was_agreed_while_the_clock_was_ahead_gives_way_to_what_is_agreed_later(
    app: Flask, stopped: StoppedClock
) -> None:
    for ahead, days in ((timedelta(days=3650), "60"), (timedelta(days=-3650), "90")):
        stopped.move(ahead)
        desk_of(app, "admin").post(KEEPING, days=days, years="6")
        sam = desk_of(app, "supervisor")
        assert sam.post(agreement(sam)[0]).status_code == 303
        assert f"{days} days" in in_force(sam)
