"""Every row of the matrix, tried: who is let in leaves the trace that it names; who is not changes nothing.

A test goes through the whole matrix by itself. A new page only needs its row, and its example in staff_examples.py.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from app import activity
from app.accounts import ROLES
from app.extensions import Base, clock, db
from app.staff.matrix import ANYONE, HALFWAY, Row, matrix
from tests.contract.staff_examples import EXAMPLES, example_of
from tests.contract.staff_worker import Asked, Worker, worker_of
from tests.support.application import NOON, Engines
from tests.support.desk import halfway_in
from tests.support.running import running

ROWS = matrix().rows
INSIDE = sorted(name for name, row in ROWS.items() if row.roles not in ((ANYONE,), (HALFWAY,)))
ABOUT_ONE = [
    name for name in INSIDE if matrix().objects[ROWS[name].object] and ROWS[name].object.startswith("own-site")
]
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
EXTRA = {"role": "admin", "site_id": "elsewhere", "level": "none of ours", "created_at": "2001-01-01", "active": "0"}
GOES_ON_AT_SIGN_IN = {
    f"staff.{name}" for name in ("sign_out", "end_sessions", "new_factor", "sign_in_post", "enrol_post")
}
OF_THE_PERSON = {"screening.sent", "screening.call"}  # whoever types for them stands in a row of their own
NOT_COMPARED = frozenset({"activity", "sessions"})  # a refusal is recorded, and every request is a use of its session
COMPARED = sorted(Base.metadata.tables.keys() - NOT_COMPARED)
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
ID = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")


@pytest.fixture(scope="module")
def app(engines: Engines, engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all of it, at a moment that does not pass, so that every code stays fresh."""
    instance = tmp_path_factory.mktemp("matrix") / "instance"
    with engines.installation(engine, instance) as settings, clock.stopped(NOON), running(settings) as app:
        yield app


@pytest.fixture(scope="module")
def staff(app: Flask) -> dict[str, Worker]:
    """One of each role."""
    return {role: worker_of(app, role) for role in ROLES}


@pytest.fixture(scope="module")
def gone(app: Flask) -> dict[str, Worker]:
    """One of each role who was switched off while their browser was open."""
    office = worker_of(app, "admin").desk
    switched_off = {role: worker_of(app, role) for role in ROLES}
    for worker in switched_off.values():
        form = office.get("/staff/team").select(f"tr:-soup-contains('{worker.email}') form[action$='/deactivate']")[0]
        assert office.post(str(form["action"])).status_code == 303
    return switched_off


def roles_of(endpoint: str) -> list[str]:
    return sorted(matrix().roles_of(endpoint))


def send(worker: Worker, endpoint: str, asked: Asked, **extra: str) -> TestResponse:
    """Make the request as this person."""
    if ROWS[endpoint].method == "GET":
        return worker.desk.client.get(asked.path, query_string={**extra, **asked.fields})
    token = {} if ROWS[endpoint].roles in ((ANYONE,), (HALFWAY,)) else {"csrf_token": worker.desk.token()}
    return worker.desk.client.post(asked.path, data={**extra, **token, **asked.fields})


def everything(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table that a refusal must leave alone, as the driver gives it: it is only compared."""
    with app.app_context():
        asked = db.session.connection().connection.cursor()
        return {name: asked.execute(f"SELECT * FROM {name}").fetchall() for name in COMPARED}  # noqa: S608 - our own names


def trail(app: Flask, after: int = 0) -> list[activity.Activity]:
    """What was recorded, oldest first."""
    with app.app_context():
        return [row for row in reversed(activity.latest(50)) if row.seq > after]


def last(app: Flask) -> int:
    return trail(app)[-1].seq


def test_every_row_has_an_example_and_every_example_a_row() -> None:
    assert {f"staff.{name}" for name in EXAMPLES} == set(ROWS)


@pytest.mark.parametrize(("endpoint", "role"), [(name, role) for name in ROWS for role in roles_of(name)])
def test_who_is_named_is_let_in_and_leaves_the_trace_that_the_row_names(app: Flask, endpoint: str, role: str) -> None:
    worker = worker_of(app, role if role in ROLES else "coordinator")
    asked = example_of(endpoint, worker)
    before = last(app)
    response = send(worker, endpoint, asked)
    assert response.status_code in (200, 303), response.get_data(as_text=True)
    assert "sign-in" not in response.headers.get("Location", "") or endpoint in GOES_ON_AT_SIGN_IN
    assert not traces(app, endpoint, before)
    assert_whole(trail(app, before), inside=endpoint in INSIDE)


def assert_whole(left: list[activity.Activity], *, inside: bool) -> None:
    """Each thing is recorded once, with who did it where, and from which session, request and address it came."""
    once = [(row.action, row.subject_id) for row in left]
    assert len(set(once)) == len(once)
    assert len({row.request_id for row in left}) <= 1
    for row in left:
        assert (row.request_id, row.source) != (None, None)
        assert row.session_mark or not inside
        assert row.at == NOON
        assert row.site_id or not inside, row.action
        assert (row.actor_id and row.actor_role in ROLES) or row.action in OF_THE_PERSON or not inside, row.action


def traces(app: Flask, endpoint: str, before: int) -> str:
    """What is wrong with the trace that a success left; nothing if it is as the row says."""
    events, left = ROWS[endpoint].events, [row.action for row in trail(app, before)]
    if events:
        return "" if set(events) & set(left) else f"{endpoint} left {left}, its row says {events}"
    reads = [action for action in left if not action.endswith(".read")]
    return f"{endpoint} left {reads}, its row says nothing" if reads else ""


@pytest.mark.parametrize("endpoint", INSIDE)
def test_who_is_not_named_changes_nothing_and_is_on_record(app: Flask, staff: dict[str, Worker], endpoint: str) -> None:
    asked = example_of(endpoint, worker_of(app, roles_of(endpoint)[0]))
    before = everything(app)
    for role in sorted(set(ROLES) - set(roles_of(endpoint))):
        at = last(app)
        response = send(staff[role], endpoint, asked)
        assert response.status_code == 403, role
        new = [row for row in trail(app, at) if row.action == "access.denied"]
        assert [(row.actor_role, row.subject_id) for row in new] == [(role, endpoint)]
        assert everything(app) == before, role


@pytest.mark.parametrize("endpoint", INSIDE)
def test_without_both_factors_or_with_an_account_that_was_switched_off_nobody_gets_in(
    app: Flask, gone: dict[str, Worker], endpoint: str
) -> None:
    worker = worker_of(app, roles_of(endpoint)[0])
    asked, halfway = example_of(endpoint, worker), halfway_in(app, worker.email)
    before = everything(app)
    for client in (app.test_client(), halfway.client, gone[worker.role].desk.client):
        response = client.open(asked.path, method=ROWS[endpoint].method, data=asked.fields)
        if ROWS[endpoint].method == "GET":
            assert response.headers["Location"].startswith("/staff/sign-in")
        else:
            assert response.status_code in (400, 403)
    assert everything(app) == before


@pytest.mark.parametrize("endpoint", ABOUT_ONE)
def test_what_is_of_another_site_answers_like_what_does_not_exist(
    app: Flask, staff: dict[str, Worker], endpoint: str
) -> None:
    role = roles_of(endpoint)[0]
    foreign = example_of(endpoint, worker_of(app, role, "another"))
    unknown = Asked(nowhere(foreign), foreign.fields)
    before, pages = everything(app), []
    for asked in (foreign, unknown):
        at = last(app)
        response = send(staff[role], endpoint, asked)
        pages.append((response.status_code, TOKEN.sub("", response.get_data(as_text=True))))
        assert "access.denied" in [row.action for row in trail(app, at)]
    assert pages[0][0] == 404
    assert pages[0] == pages[1]
    assert everything(app) == before


def nowhere(asked: Asked) -> str:
    """The address with every identifier replaced by one that nobody has, each in its own spelling."""
    return ID.sub(lambda found: re.sub(r"[0-9a-f]", "0", found[0]), asked.path)


@pytest.mark.parametrize("endpoint", INSIDE)
def test_another_method_is_answered_405_and_changes_nothing(
    app: Flask, staff: dict[str, Worker], endpoint: str
) -> None:
    worker = staff[roles_of(endpoint)[0]]
    asked = example_of(endpoint, worker)
    open_here: set[str] = {row.method for row in rows_at(app, asked.path)}
    open_here |= {"HEAD"} if "GET" in open_here else set()
    token, before = worker.desk.token(), everything(app)
    for method in set(METHODS) - open_here:
        response = worker.desk.client.open(asked.path, method=method, data={"csrf_token": token, **asked.fields})
        refused = (405, 415)  # a file sent any other way is refused for what it is
        led_to_the_page = (303,) if method in ("GET", "HEAD") else ()  # of the screening that the act is about
        assert response.status_code in (*refused, *led_to_the_page), method
    if "GET" in open_here:
        assert worker.desk.client.head(asked.path).get_data() == b""
        for header in OVERRIDES:
            worker.desk.client.get(asked.path, headers={header: "POST"}, query_string={"_method": "POST"})
    assert everything(app) == before


def rows_at(app: Flask, path: str) -> list[Row]:
    """The rows of all pages that share an address."""
    addresses = app.url_map.bind("localhost")
    found = [partial(addresses.match, path, method=method) for method in addresses.allowed_methods(path)]
    return [ROWS[endpoint()[0]] for endpoint in found if endpoint()[0] in ROWS]


@pytest.mark.parametrize("endpoint", [name for name in INSIDE if ROWS[name].method == "POST"])
def test_fields_that_no_form_has_change_nothing(app: Flask, endpoint: str) -> None:
    worker = worker_of(app, roles_of(endpoint)[0])
    asked = example_of(endpoint, worker)
    before = standing(app)
    extra = {name: value for name, value in EXTRA.items() if name not in asked.fields}
    assert send(worker, endpoint, asked, **extra).status_code in (200, 303)
    assert standing(app) == before


def standing(app: Flask) -> dict[str, object]:
    """What those fields would change, if anything read them."""
    found: dict[str, object] = {}
    for column, value in (("role", "admin"), ("site_id", "elsewhere"), ("level", "none of ours")):
        for name, rows in columns(app, column):
            found[f"{name}.{column}"] = rows.count(value)
    for name, moments in columns(app, "created_at"):
        found[f"{name}.created_at"] = [moment for moment in moments if moment.year < 2002]
    return found


def columns(app: Flask, column: str) -> list[tuple[str, list[Any]]]:
    with app.app_context():
        tables = [table for table in Base.metadata.tables.values() if column in table.columns]
        return [(table.name, list(db.session.scalars(sa.select(table.c[column])))) for table in tables]


@pytest.mark.parametrize("endpoint", [name for name in INSIDE if ROWS[name].fresh])
def test_an_act_that_wants_a_fresh_code_does_nothing_without_one(app: Flask, endpoint: str) -> None:
    worker = worker_of(app, roles_of(endpoint)[0])
    asked = example_of(endpoint, worker)
    before, at = everything(app), last(app)
    with clock.stopped(NOON.replace(minute=6)):
        response = send(worker, endpoint, asked)
        assert response.status_code == 401
        assert everything(app) == before
        assert not [row.action for row in trail(app, at) if not row.action.endswith(".read")]
