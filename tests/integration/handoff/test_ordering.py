"""Staff order that a record is sent, see what became of it, and stop it; nothing of it lies about."""

from datetime import timedelta
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.extensions import rounds, writing
from app.extensions.clock import StoppedClock
from app.handoff.models import Disclosure
from app.handoff.push import loop
from app.handoff.push.models import FhirPush
from app.intake.records import Record
from tests.integration.handoff.conftest import ELM, OAK, Round
from tests.support.desk import Desk, desk_of
from tests.support.fhir_server import FhirServer
from tests.support.handoff import consent
from tests.support.sending import acts, how_many, only, ordered, said, send
from tests.support.wait import wait_until
from tests.support.webhook import reset, status

TEN_MINUTES, TWO_HOURS = timedelta(minutes=10), timedelta(hours=2)


def test_without_a_consent_in_force_nothing_is_ordered(app: Flask, desk: Desk, case: str) -> None:
    given = consent(desk, case)
    desk.post(f"{case}/consents/{given}/end", kind="revoked")
    for chosen in (given, "", "no id"):
        response = desk.post(f"{case}/sending", consent=chosen)
        assert response.status_code == 409
        assert "Nothing was handed off" in response.get_data(as_text=True)
    assert how_many(app, FhirPush) == how_many(app, Disclosure) == 0
    assert "handoff.refused" in acts(app)


def test_to_somebody_without_a_system_nothing_is_sent(app: Flask, desk: Desk, case: str) -> None:
    given = consent(desk, case, recipient="Ash Clinic")
    assert not desk.get(f"{case}/hand-off").select("#sending")
    response = desk.post(f"{case}/sending", consent=given)
    assert response.status_code == 409
    assert "No system is set up for whoever this consent names." in response.get_data(as_text=True)
    assert how_many(app, FhirPush) == how_many(app, Disclosure) == 0


def test_a_name_is_the_same_in_whatever_case_and_spaces(desk: Desk, case: str, go: Round, elm: FhirServer) -> None:
    ordered(desk, case, "  elm  STREET clinic ")
    assert go().arrived == 1


def test_it_is_on_its_way_once_and_goes_again_when_that_is_over(
    app: Flask, desk: Desk, case: str, go: Round, elm: FhirServer
) -> None:
    given = ordered(desk, case)
    response = desk.post(f"{case}/sending", consent=given)
    assert response.status_code == 409
    assert "on its way there already" in response.get_data(as_text=True)
    assert how_many(app, FhirPush) == how_many(app, Disclosure) == 1
    go()
    first = set(elm.records)
    send(desk, case, given)
    assert go().arrived == 1
    assert set(elm.records) == first, "the same records, none beside them"
    assert how_many(app, Disclosure) == 2


def test_staff_stop_it_and_it_is_never_tried_again(
    desk: Desk, case: str, go: Round, elm: FhirServer, stopped: StoppedClock
) -> None:
    ordered(desk, case)
    elm.answers = [reset]
    go()
    (form,) = desk.get(f"{case}/hand-off").select("form[action$='/stop']")
    assert desk.post(str(form["action"])).status_code == 303
    assert "Stopped by staff" in said(desk, case)
    assert "It may have arrived all the same" in said(desk, case)
    stopped.move(TEN_MINUTES)
    go()
    assert len(elm.calls) == 1
    assert desk.post(str(form["action"])).status_code == 409
    other = case.replace(case.rpartition("/")[2], "0" * 32)
    assert desk.client.post(f"{other}/sending/{'0' * 32}/stop").status_code in (400, 404)


def test_the_record_is_sealed_while_it_waits_and_forgotten_when_it_is_over(
    app: Flask, desk: Desk, case: str, go: Round
) -> None:
    ordered(desk, case)
    with app.app_context():
        push = only()
        waiting = len(push.sealed)
        assert not [word for word in (ELM.encode(), b"QuestionnaireResponse") if word in push.sealed]
    go()
    with app.app_context():
        push = only()
        assert Record.find(push.screening_id).content(push) == {"server": "elm", "recipient": ELM}
        assert len(push.sealed) < waiting / 100


def test_what_has_not_arrived_is_named_on_every_page_and_listed_at_its_own_site_alone(
    app: Flask, desk: Desk, case: str, go: Round, elm: FhirServer
) -> None:
    assert "not arrived" not in desk.get("/staff/queue").get_text()
    ordered(desk, case)
    ordered(desk, case, OAK)
    elm.answers = [status(422)]
    go()
    assert "Records sent (1 not arrived)" in desk.get("/staff/queue").get_text()
    page = desk.get("/staff/sending")
    assert [row.get_text(" ", strip=True).partition("Clinic")[2].split(" ")[1] for row in page.select("tbody tr")] == [
        "●",
        "✗",
    ]
    assert page.select("tbody a[href$='/hand-off#sending']")
    assert "sending.read" in acts(app)
    there = desk_of(app, "coordinator", site_id="other")
    assert not there.get("/staff/sending").select("tbody tr")


def test_the_list_is_no_longer_than_it_says_and_counts_the_rest(
    app: Flask, desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.staff.handoff.send_routes.SHOWN", 1)
    ordered(desk, case)
    ordered(desk, case, OAK)
    page = desk.get("/staff/sending")
    assert len(page.select("tbody tr")) == 1
    assert "1 more is under way" in page.get_text()
    assert ELM in page.select("tbody")[0].get_text(), "the one that has waited longer"


def test_one_that_cannot_be_opened_stands_in_the_list_as_such(app: Flask, desk: Desk, case: str) -> None:
    ordered(desk, case)
    with app.app_context(), writing():
        only().sealed = b"damaged"
    [row] = desk.get("/staff/sending").select("tbody tr")
    assert "cannot be opened" in row.get_text()


def test_a_round_by_hand_says_what_came_of_it_and_the_doctor_what_did_not_arrive(
    desk: Desk, case: str, elm: FhirServer, run: FlaskCliRunner, stopped: StoppedClock
) -> None:
    ordered(desk, case)
    elm.answers = [status(503)]
    result = run.invoke(args=["fhir", "send"])
    assert (result.exit_code, result.stdout) == (1, "0 arrived, 0 withdrawn, 1 put off\n")
    stopped.move(timedelta(hours=1))
    assert "records that have not arrived for an hour or longer: 1" in run.invoke(args=["doctor"]).stdout
    result = run.invoke(args=["fhir", "send"])
    assert (result.exit_code, result.stdout) == (0, "1 arrived, 0 withdrawn, 0 put off\n")
    assert "not arrived" not in run.invoke(args=["doctor"]).stdout


def test_where_the_server_runs_it_goes_out_by_itself(
    app: Flask, desk: Desk, case: str, elm: FhirServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "EVERY", 0.01)
    over = Event()
    thread = loop.start_loop(app, over)
    try:
        ordered(desk, case)
        wait_until(lambda: elm.records)
    finally:
        over.set()
        thread.join()


def test_without_a_system_there_is_nothing_to_send_with(app: Flask, desk: Desk, run: FlaskCliRunner) -> None:
    app.extensions["braid.fhir_servers"] = ()
    result = run.invoke(args=["fhir", "send"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "BRAID_FHIR_SERVERS" in result.stderr
    assert "Records sent" not in desk.get("/staff/queue").get_text()
