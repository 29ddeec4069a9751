"""Taking a copy: only under a consent of the person that names the system, each time with the notice and a row."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.accounts.api_tokens import Scope
from app.extensions.clock import StoppedClock
from app.handoff import by_recipient
from app.handoff.notice import NOTICE
from tests.support.desk import ACUTE, Desk, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.handoff import consent
from tests.support.programs import ELM, Program, problem, program


@pytest.fixture
def elm(app: Flask) -> Program:
    return program(app, Scope.COPIES)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desk_of(app, "coordinator")


def rows(app: Flask, action: str) -> list[activity.Activity]:
    with app.app_context():
        return list(activity.latest(100, activity.Activity.action == action))


@on_each_engine
def test_a_copy_holds_the_report_the_notice_and_what_it_is_for(app: Flask) -> None:
    elm, desk, screening_id = program(app, Scope.COPIES), desk_of(app, "coordinator"), arrive(app, ACUTE)
    consent(desk, f"/staff/screenings/{screening_id}", recipient="elm  street CLINIC")
    response = elm.post(f"/screenings/{screening_id}/copies")
    assert response.status_code == 201
    copy = response.get_json()
    assert copy["notice"] == NOTICE
    assert "elm  street CLINIC" in copy["scope"]
    facts = {(fact["section"], fact["id"]): fact for fact in copy["facts"]}
    assert facts["answer", "asq_5"]["value"] == "yes"
    assert facts["about", "level"]["value"] == "imminent"
    (made,) = rows(app, "handoff.made")
    assert (made.actor_role, made.subject_id, made.detail) == ("api", screening_id, {"method": "api"})
    listed = desk.get(f"/staff/screenings/{screening_id}/hand-off").get_text()
    assert f"To another system, which came for it, by {ELM}" in listed


def test_a_consent_for_the_report_alone_lets_no_single_answer_out(app: Flask, desk: Desk, elm: Program) -> None:
    screening_id = arrive(app, ACUTE)
    consent(desk, f"/staff/screenings/{screening_id}", what="report")
    copy = elm.post(f"/screenings/{screening_id}/copies").get_json()
    assert "answer" not in {fact["section"] for fact in copy["facts"]}


def test_without_a_consent_that_names_the_system_nothing_leaves(app: Flask, desk: Desk, elm: Program) -> None:
    screening_id = arrive(app, ACUTE)
    path = f"/screenings/{screening_id}/copies"
    problem(elm.post(path), 409, "no-consent")
    consent(desk, f"/staff/screenings/{screening_id}", recipient="Elm Street Clinic and Sons")
    problem(elm.post(path), 409, "no-consent")
    assert [row.detail["method"] for row in rows(app, "handoff.refused")] == ["no_consent"] * 2
    assert rows(app, "handoff.made") == []


def test_a_consent_that_was_taken_back_lets_nothing_out_not_even_the_same_copy_again(
    app: Flask, desk: Desk, elm: Program
) -> None:
    screening_id = arrive(app, ACUTE)
    case, path = f"/staff/screenings/{screening_id}", f"/screenings/{screening_id}/copies"
    given = consent(desk, case)
    first = elm.post(path, key="one-and-the-same")
    assert elm.post(path, key="one-and-the-same").get_data() == first.get_data()
    assert len(rows(app, "handoff.made")) == 1, "one copy, asked for twice"
    (again,) = rows(app, "answer.repeated")
    assert (again.subject_type, again.subject_id) == ("screening", screening_id), "whoever asks who read it finds this"
    assert desk.post(f"{case}/consents/{given}/end", kind="revoked").status_code == 303
    for key in ("one-and-the-same", "another-one"):
        problem(elm.post(path, key=key), 409, "revoked")


def test_after_its_last_day_a_consent_lets_nothing_out_and_a_newer_one_does(app: Flask, stopped: StoppedClock) -> None:
    elm, desk, screening_id = program(app, Scope.COPIES), desk_of(app, "coordinator"), arrive(app, ACUTE)
    case = f"/staff/screenings/{screening_id}"
    consent(desk, case, expires_on=(stopped.at + timedelta(days=2)).date().isoformat())
    stopped.move(timedelta(days=3))
    problem(elm.post(f"/screenings/{screening_id}/copies"), 409, "expired")
    consent(desk_of(app, "coordinator"), case)
    assert elm.post(f"/screenings/{screening_id}/copies").status_code == 201


def test_who_takes_very_many_copies_within_an_hour_has_to_wait(
    app: Flask, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    elm, desk, screening_id = program(app, Scope.COPIES), desk_of(app, "coordinator"), arrive(app, ACUTE)
    consent(desk, f"/staff/screenings/{screening_id}")
    app.extensions["braid.settings"] = replace(app.extensions["braid.settings"], rate_limits=True)
    path = f"/screenings/{screening_id}/copies"
    monkeypatch.setattr(by_recipient, "MOST_AN_HOUR", 2)
    assert [elm.post(path).status_code for _ in range(2)] == [201, 201]
    problem(elm.post(path), 429)
    stopped.move(timedelta(hours=1))
    assert elm.post(path).status_code == 201


def test_a_drill_is_nobodys_to_copy(app: Flask, desk: Desk, elm: Program) -> None:
    desk_of(app, "supervisor").post("/staff/drill")
    case = str(desk.get("/staff/queue").select("[data-reference] a")[0]["href"])
    consent(desk, case)
    problem(elm.post(f"/screenings/{case.rpartition('/')[2]}/copies"), 404)
