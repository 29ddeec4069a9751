"""A stored screening as FHIR: what the report says and the consent allows, valid for programs of others, and back."""

import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.extensions.clock import StoppedClock
from app.handoff.fhir.reading import read_response
from app.intake.case import versions
from tests.fhir_checker import assert_valid_fhir
from tests.integration.staff.every_page.case import MUCH
from tests.support.desk import ACUTE, CALM, CONTACT, Desk, arrive, call_then, desk_of
from tests.support.handoff import EMERGENCY, consent, hand_off

Resource = dict[str, Any]


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


@pytest.fixture
def case(app: Flask, desk: Desk) -> str:
    return f"/staff/screenings/{arrive(app, MUCH, CONTACT)}"


def read(response: TestResponse) -> Resource:
    assert response.status_code == 200, response.get_data(as_text=True)
    return dict(json.loads(response.get_data()))


def fhir(desk: Desk, case: str, **signed: str) -> Resource:
    """The copy of a screening under a consent."""
    return read(hand_off(desk, case, consent(desk, case, **signed), "fhir"))


def of_kind(bundle: Resource, kind: str) -> list[Resource]:
    return [it["resource"] for it in bundle["entry"] if it["resource"]["resourceType"] == kind]


def test_every_kind_of_screening_leaves_as_resources_that_others_call_valid(app: Flask, desk: Desk, case: str) -> None:
    found = {
        "all answers": fhir(desk, case),
        "scores alone": fhir(desk, case, what="report", purpose="other", purpose_text="A <second> opinion"),
        "an emergency": read(desk.post(f"{case}/hand-off/emergency", **{**EMERGENCY, "form": "fhir"})),
        "a call": fhir(desk, f"/staff/screenings/{call_then(app, ACUTE, None)}"),
        "answers changed": fhir(
            desk, f"/staff/screenings/{call_then(app, ACUTE, {**CALM, 'phq9_9': 0, 'asq_3': 'no'})}"
        ),
    }
    each = {
        f"{name}, {number} {entry['resource']['resourceType']}": entry["resource"]
        for name, bundle in found.items()
        for number, entry in enumerate(bundle["entry"])
    }
    assert_valid_fhir(found | each)
    assert of_kind(found["a call"], "QuestionnaireResponse")[0]["status"] == "in-progress"
    assert any("no longer holds" in it["code"]["text"] for it in of_kind(found["answers changed"], "Flag"))
    assert of_kind(found["an emergency"], "Consent") == []
    assert of_kind(found["an emergency"], "Provenance")[0]["reason"][0]["coding"][0]["code"] == "ETREAT"


def test_what_leaves_comes_back_as_the_answers_and_leaves_again_the_same(app: Flask, desk: Desk, case: str) -> None:
    given = consent(desk, case)
    once = read(hand_off(desk, case, given, "fhir"))
    answers = read_response(once).answers
    assert {link_id: answers[link_id] for link_id in MUCH} == MUCH
    assert read(hand_off(desk, case, given, "fhir")) == once


def test_it_says_what_the_report_says(desk: Desk, case: str) -> None:
    bundle = fhir(desk, case)
    [total] = [it for it in of_kind(bundle, "Observation") if "44261-6" in str(it["code"])]
    assert total["valueQuantity"]["value"] == 18
    assert of_kind(bundle, "Patient")[0]["name"] == [{"text": "Robin Doe"}]
    assert of_kind(bundle, "Task")[0]["priority"] == "stat"
    assert of_kind(bundle, "Communication")[0]["payload"][0]["contentString"].startswith("Help lines were shown")
    [allowed] = of_kind(bundle, "Consent")
    assert allowed["provision"]["period"] == {"start": "2026-11-22", "end": "2027-02-21"}
    assert allowed["provision"]["purpose"][0]["code"] == "TREAT"
    assert allowed["provision"]["actor"][0]["reference"]["display"] == "Elm Street Clinic"


def test_a_consent_without_single_answers_lets_none_of_them_go(desk: Desk, case: str) -> None:
    bundle = fhir(desk, case, what="report")
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert not kinds & {"QuestionnaireResponse", "Communication"}
    assert {"Observation", "RiskAssessment", "Flag", "Consent", "Provenance"} <= kinds
    assert "my kids" not in json.dumps(bundle)


def test_a_level_that_staff_changed_is_told_beside_that_of_the_answers(app: Flask, desk: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
    assert desk.post(f"{case}/level", level="urgent", text="Said so on the phone.").status_code == 303
    bundle = fhir(desk, case)
    assert "stands as urgent" in of_kind(bundle, "RiskAssessment")[0]["note"][0]["text"]
    assert of_kind(bundle, "Task")[0]["priority"] == "urgent"


def test_answers_to_other_words_say_so_and_claim_no_version(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "definitions_digest", lambda: "other words")
    bundle = fhir(desk, case)
    assert "|" not in of_kind(bundle, "QuestionnaireResponse")[0]["questionnaire"]
    assert "have changed" in of_kind(bundle, "RiskAssessment")[0]["note"][-1]["text"]
