"""What cannot be recorded is not read: every page that shows a person's data, every export, and every API read.

Which pages these are comes from the matrix: whatever names an event when it is opened. What names none shows nobody.
"""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.accounts.api_tokens import Scope
from app.api import OPERATIONS
from app.extensions import clock, db
from app.intake.models import Screening
from app.staff.matrix import ANYONE, HALFWAY, matrix
from tests.contract.staff_examples import example_of
from tests.contract.staff_worker import STAFF, Asked, Worker, worker_of
from tests.support.application import NOON, Engines
from tests.support.client_browser import somebody
from tests.support.desk import ACUTE, arrive, sign_in
from tests.support.engines import on_each_engine
from tests.support.handoff import consent
from tests.support.people import NOTHING
from tests.support.programs import Program, program
from tests.support.running import running
from tests.support.tampering import log_that_takes_nothing

NAME, NUMBER = "Quorlander Zzyzx", "555-019-2837"
CONTACT = {"contact_name": NAME, "contact_phone": NUMBER, "contact_call": "yes"}
ROWS = matrix().rows
INSIDE = {name: row for name, row in ROWS.items() if row.roles not in ((ANYONE,), (HALFWAY,))}
READS_BY_POST = {"staff.search", "staff.export_activity", "staff.hand_off", "staff.hand_off_in_emergency"}
READING = sorted({name for name, row in INSIDE.items() if row.method == "GET" and row.events} | READS_BY_POST)
OWN_ENTRY = {"own-entry", "part-of-own-entry"}  # what this very session typed; its beginning and its end are recorded
SHOWING_NOBODY = sorted(
    name for name, row in INSIDE.items() if row.method == "GET" and not row.events and row.object not in OWN_ENTRY
)


class Marked(Worker):
    """Somebody at whose site everybody who comes in has a name that stands nowhere else."""

    def screening(self) -> str:
        return f"{STAFF}/screenings/{arrive(self.app, ACUTE, CONTACT, site_id=self.site_id)}"


@pytest.fixture(scope="module")
def app(engines: Engines, engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all of it on each engine, at a moment that does not pass."""
    instance = tmp_path_factory.mktemp(engine) / "instance"
    with engines.installation(engine, instance) as settings, clock.stopped(NOON), running(settings) as app:
        yield app


def marked(app: Flask, endpoint: str) -> Marked:
    worker = worker_of(app, sorted(matrix().roles_of(endpoint))[0])
    return Marked(worker.app, worker.desk, worker.email, worker.role, worker.site_id)


def tells_of_somebody(body: str) -> bool:
    return any(sign in body for sign in (NAME, NAME.split()[1], NUMBER))


def answer(worker: Worker, endpoint: str, asked: Asked, token: str) -> tuple[int, str]:
    ask = worker.desk.client
    if ROWS[endpoint].method == "GET":
        response = ask.get(asked.path, query_string=asked.fields)
    else:
        response = ask.post(asked.path, data={"csrf_token": token, **asked.fields})
    return response.status_code, response.get_data().decode(errors="replace")


@on_each_engine
@pytest.mark.parametrize("endpoint", READING)
def test_a_page_whose_reading_cannot_be_recorded_is_refused_and_shows_nobody(app: Flask, endpoint: str) -> None:
    worker = marked(app, endpoint)
    asked, token = example_of(endpoint, worker), worker.desk.token()
    with app.app_context(), log_that_takes_nothing():
        status, body = answer(worker, endpoint, asked, token)
    assert status == 503
    assert not tells_of_somebody(body)
    assert answer(worker, endpoint, asked, token)[0] in (200, 303), "with the log, the same is answered"


@on_each_engine
def test_the_pages_that_show_somebody_are_among_those_that_were_tried(app: Flask) -> None:
    worker = marked(app, "staff.screening")
    asked = Asked(worker.screening())
    assert tells_of_somebody(answer(worker, "staff.screening", asked, "")[1])
    assert {"staff.screening", "staff.queue", "staff.report", "staff.person", "staff.activity"} <= set(READING)


@pytest.mark.parametrize("endpoint", SHOWING_NOBODY)
def test_a_page_whose_opening_leaves_no_row_shows_nobody(app: Flask, endpoint: str) -> None:
    worker = marked(app, endpoint)
    worker.screening()
    _, body = answer(worker, endpoint, example_of(endpoint, worker), "")
    assert not tells_of_somebody(body)


@on_each_engine
def test_no_operation_of_the_api_answers_what_cannot_be_recorded(app: Flask, subtests: pytest.Subtests) -> None:
    elm = program(app, *Scope)
    worker = marked(app, "staff.screening")
    case = worker.screening()
    consent(worker.desk, case)
    asked = _asked(elm, case.rsplit("/", 1)[1])
    with app.app_context(), log_that_takes_nothing():
        for name, (method, path) in asked.items():
            with subtests.test(name):
                key = {"Idempotency-Key": f"the-key-of-{name}"}
                response = elm.ask(method, path, headers=key, json={} if name == "make_invite" else None)
                assert response.status_code in (500, 503)
                assert response.mimetype == "application/problem+json"
                assert not tells_of_somebody(response.text)
    assert {operation.name for operation in OPERATIONS if operation.scope} == asked.keys()


def _asked(elm: Program, screening_id: str) -> dict[str, tuple[str, str]]:
    invite = elm.post("/invites", {}).get_json()["id"]
    return {
        "list_screenings": ("GET", "/screenings"),
        "read_screening": ("GET", f"/screenings/{screening_id}"),
        "make_invite": ("POST", "/invites"),
        "read_invite": ("GET", f"/invites/{invite}"),
        "withdraw_invite": ("DELETE", f"/invites/{invite}"),
        "copy_screening": ("POST", f"/screenings/{screening_id}/copies"),
    }


@on_each_engine
def test_what_a_person_sends_is_one_with_its_row_so_they_are_told_and_can_send_again(app: Flask) -> None:
    """The log lies in the database that takes the answers. Where it takes nothing, nothing is confirmed, nothing is
    lost, the numbers are there, and the same button works as soon as the log does.
    """
    walker = somebody(app, NOTHING)
    walker.walk(until="/check")
    with app.app_context():
        before = db.session.query(Screening).count()
        db.session.rollback()
        with log_that_takes_nothing():
            page = walker.go_on()
    assert page.status == 503
    assert "Nothing was sent" in page.text
    assert page.soup.select("a[href='tel:988']")
    walker.open("/check")
    assert walker.go_on().path == "/received"
    with app.app_context():
        assert db.session.query(Screening).count() == before + 1


def test_whoever_signs_out_is_out_even_if_that_cannot_be_recorded(app: Flask) -> None:
    worker = worker_of(app, "coordinator")
    token = worker.desk.token()
    with app.app_context(), log_that_takes_nothing():
        worker.desk.client.post(f"{STAFF}/sign-out", data={"csrf_token": token})
    assert "sign-in" in worker.desk.client.get(f"{STAFF}/queue").headers["Location"]
    assert sign_in(app, worker.email).get(f"{STAFF}/queue")
