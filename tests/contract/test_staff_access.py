"""Deny by default: a staff page is open to exactly the roles that the table names, and each refusal is on record."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, url_for

from app import activity
from app.accounts import ROLES
from app.extensions import clock
from app.staff import access
from app.staff.matrix import ANYONE, HALFWAY, AccessError, matrix
from tests.integration.staff.desk import ACUTE, arrive, desk_of

TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
OPEN_TO_ALL = frozenset(name for name, row in matrix().rows.items() if row.roles == (ANYONE,))
ABOUT_ONE = [
    "staff.screening",
    "staff.claim",
    "staff.release",
    "staff.take_over",
    "staff.note",
    "staff.attempts",
    "staff.add_task",
    "staff.task_done",
    "staff.level",
    "staff.track",
    "staff.look_again",
    "staff.close",
    "staff.same_person",
    "staff.not_the_same",
    "staff.part",
    "staff.undo_link",
]
OUTSIDE = frozenset(name for name, row in matrix().rows.items() if row.roles == (HALFWAY,))
CLOSED = sorted(matrix().rows.keys() - OPEN_TO_ALL - OUTSIDE)


@dataclass(frozen=True)
class Address:
    """How a page is asked for."""

    method: str
    path: str


def address_of(app: Flask, endpoint: str, screening_id: str = "0" * 32) -> Address:
    """The method and address of a staff page."""
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    nobody = "0" * 32
    given: dict[str, Any] = {"screening_id": screening_id, "public_id": nobody, "visit_id": nobody, "token": "none"}
    given["invite_id"] = given["person_id"] = nobody
    given["task_id"] = given["act_id"] = given["look_id"] = UUID(nobody)
    with app.test_request_context():
        path = url_for(endpoint, **{name: given[name] for name in rule.arguments})
    return Address("POST" if "POST" in (rule.methods or ()) else "GET", path)


def test_the_table_and_the_pages_agree(app: Flask) -> None:
    access.check(app)


def test_a_page_without_a_row_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/staff/everything", "everything", lambda: "")
    with pytest.raises(AccessError, match="everything"):
        access.check(app)


@pytest.mark.parametrize("endpoint", CLOSED)
def test_nobody_gets_in_without_signing_in(app: Flask, endpoint: str) -> None:
    address = address_of(app, endpoint)
    response = app.test_client().open(address.path, method=address.method)
    if address.method == "GET":
        assert response.status_code == 303
        assert response.headers["Location"].startswith("/staff/sign-in")
    else:
        assert response.status_code == 403
        assert "You are signed out" in response.get_data(as_text=True)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_the_table_says_and_every_refusal_is_recorded(app: Flask, role: str) -> None:
    screening_id, desk = arrive(app, ACUTE), desk_of(app, role)
    token = desk.token()
    for endpoint in sorted(set(CLOSED) - {"staff.sign_out", "staff.end_sessions", "staff.new_factor"}):
        address = address_of(app, endpoint, screening_id)
        status = desk.client.open(address.path, method=address.method, data={"csrf_token": token}).status_code
        with app.app_context():
            newest = activity.latest(1)[0]
        refused = newest.action == "access.denied" and newest.subject_id == endpoint
        allowed = access.may(role, endpoint)
        assert (status == 403, refused) == (not allowed, not allowed), f"{role} at {endpoint}: {status}"


@pytest.mark.parametrize("endpoint", ABOUT_ONE)
def test_a_screening_of_another_site_answers_like_one_that_does_not_exist(app: Flask, endpoint: str) -> None:
    elsewhere, desk = arrive(app, ACUTE, site_id="other"), desk_of(app, "supervisor")
    form = {"csrf_token": desk.token(), "text": "a note", "edition": "1", "assessment": "x", "alone_because": "x"}
    form["outcome"] = "no_answer" if endpoint == "staff.attempts" else "no_contact"
    form |= {"level": "urgent"} if endpoint == "staff.level" else {}
    form |= {"day": "2099-01-05", "hour": "10:00"} if endpoint == "staff.add_task" else {}
    answers = []
    with clock.stopped(clock.now()):
        for screening_id in (elsewhere, "0" * 32):
            address = address_of(app, endpoint, screening_id)
            response = desk.client.open(address.path, method=address.method, data=form)
            answers.append((response.status_code, TOKEN.sub("", response.get_data(as_text=True))))
    assert answers[0][0] == 404
    assert answers[0] == answers[1]


@pytest.mark.parametrize("role", ["admin", "auditor"])
def test_whoever_may_not_read_screenings_meets_no_word_of_one(app: Flask, role: str) -> None:
    words = {"px_matters": "canary of the person"}
    arrive(app, {**ACUTE, **words}, {"contact_alias": "canary of the alias", "contact_phone": "canary 555"})
    desk = desk_of(app, role)
    for endpoint in CLOSED:
        address = address_of(app, endpoint)
        if address.method == "GET":
            assert "canary" not in desk.client.get(address.path).get_data(as_text=True)


def test_an_administrator_looking_for_a_screening_learns_nothing_about_whether_it_exists(app: Flask) -> None:
    real, desk = arrive(app, ACUTE), desk_of(app, "admin")
    with clock.stopped(clock.now()):
        pages = [desk.client.get(f"/staff/screenings/{screening_id}") for screening_id in (real, "0" * 32)]
    assert [page.status_code for page in pages] == [403, 403]
    assert len({TOKEN.sub("", page.get_data(as_text=True)) for page in pages}) == 1
