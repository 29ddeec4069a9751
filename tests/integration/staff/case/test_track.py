"""A track is suggested with its reasons; a clinician may decide otherwise and says why, and both stay to be read."""

import pytest
from flask import Flask

from app import activity
from tests.support.desk import Desk, desk_of, soup

OTHER = {"track": "substance_use", "text": "Canary: drinks since the job went."}


@pytest.fixture
def cleo(app: Flask) -> Desk:
    """A clinician."""
    return desk_of(app, "clinician", "Cleo Marsh")


def track(desk: Desk, acute: str) -> str:
    return desk.get(acute).select("#track")[0].get_text(" ", strip=True)


def test_staff_read_the_suggestion_its_reasons_and_what_comes_first(ana: Desk, acute: str) -> None:
    said = track(ana, acute)
    assert said.startswith("Suggested track Mental-health care, with use kept in view Mood scores high, use lower.")
    assert "To settle first: Safety: an imminent flag stands." in said


def test_a_clinician_decides_otherwise_and_everybody_reads_both(app: Flask, ana: Desk, cleo: Desk, acute: str) -> None:
    assert cleo.post(f"{acute}/track", **OTHER).status_code == 303
    said = track(ana, acute)
    assert "Suggested track Mental-health care" in said
    assert "Decided instead Substance-use care, with mood kept in view Canary: drinks" in said
    assert "Cleo Marsh" in said
    history = ana.get(acute).select("#history")[0].get_text(" ", strip=True)
    assert "Track changed from “Mental-health care, with use kept in view” to “Substance-use care" in history
    with app.app_context():
        rows = [row for row in activity.latest(20) if row.action == "screening.track"]
        assert [row.detail for row in rows] == [{}], "which track it is, is no matter of the log"


def test_a_later_choice_stands_and_the_earlier_one_stays_in_the_history(cleo: Desk, acute: str) -> None:
    cleo.post(f"{acute}/track", **OTHER)
    assert cleo.post(f"{acute}/track", track="mental_health", text="As suggested after all.").status_code == 303
    assert "Decided instead Mental-health care, with use kept in view As suggested after all." in track(cleo, acute)
    assert cleo.get(acute).select("#history")[0].get_text().count("Track changed from") == 2


def test_a_coordinator_sees_it_and_may_not_decide(ana: Desk, cleo: Desk, acute: str) -> None:
    assert not ana.get(acute).select("#track form")
    assert ana.post(f"{acute}/track", **OTHER).status_code == 403
    assert "Decided instead" not in track(cleo, acute)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"track": "substance_use"}, "#track-text"),
        ({"text": "why"}, "#track-track"),
        ({"track": "mental_health", "text": "why"}, "#track-track"),
        ({"track": "none", "text": "why"}, "#track-track"),
    ],
    ids=["no reason", "no track", "the one that stands", "no such track"],
)
def test_a_choice_without_a_reason_or_another_track_is_refused(
    cleo: Desk, acute: str, fields: dict[str, str], where: str
) -> None:
    refused = cleo.post(f"{acute}/track", **fields)
    assert refused.status_code == 422
    assert [link["href"] for link in soup(refused).select(".summary a")] == [where]
    assert "Decided instead" not in track(cleo, acute)


def test_whoever_decides_on_a_page_that_is_no_longer_true_gets_their_words_back(
    ana: Desk, cleo: Desk, acute: str
) -> None:
    old = str(cleo.get(acute).select("[name=edition]")[0]["value"])
    ana.post(f"{acute}/attempts", outcome="spoke")
    conflict = cleo.post(f"{acute}/track", edition=old, **OTHER)
    assert conflict.status_code == 409
    assert "Canary: drinks" in soup(conflict).select("#track-text")[0].get_text()
    assert soup(conflict).select("#track input[value=substance_use][checked]")
    assert "Decided instead" not in track(ana, acute)


def test_on_a_closed_screening_nothing_is_decided(cleo: Desk, acute: str) -> None:
    cleo.post(f"{acute}/close", outcome="appointment", assessment="x", alone_because="x", no_attempt_because="x")
    assert not cleo.get(acute).select("#track form")
    assert cleo.post(f"{acute}/track", **OTHER).status_code == 409
