"""A screening as a transaction: answers, scores that are complete, risk, flags, a task, and what the person allowed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.handoff.fhir.bundle import bundle
from app.handoff.fhir.consent import Permission
from app.handoff.fhir.proposals import PRIORITY
from app.handoff.fhir.reading import ResponseError, read_response
from app.handoff.fhir.risk import CATEGORIES, RISK
from app.handoff.fhir.screened import Screened
from app.handoff.fhir.sensitivity import ABOUT, EVERYTHING, labels
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.instruments import Complete, catalogue
from app.screening import Level, judge, rulebook
from app.screening.definitions_digest import definitions_digest
from app.settings.version import software_version
from tests.golden.tables import answers

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
Resource = dict[str, Any]
DEPRESSED = "phq9_1..9=1 phq9_10=2"
LAST = ("Consent", "Provenance")
EVERYTHING_NO = f"{DEPRESSED} asq_1..4=no taps1_1..4=0 auditc_1=0 gad7_1..7=0"


def handed_over(*given: str, name: str = "s-1", **more: Any) -> Resource:  # noqa: ANN401 - fields of Screened
    return bundle(Screened(name, answers(*given), NOON, **more))


def resources(kind: str, *given: str, **more: Any) -> list[Resource]:  # noqa: ANN401 - fields of Screened
    entries = handed_over(*given, **more)["entry"]
    return [entry["resource"] for entry in entries if entry["resource"]["resourceType"] == kind]


def observation(code: str, *given: str) -> Resource:
    """The only Observation of this code."""
    found = [
        it
        for it in resources("Observation", *given)
        if code in [coding["code"] for coding in it["code"].get("coding", [])]
    ]
    assert len(found) == 1
    return found[0]


def test_the_same_screening_makes_the_same_names_so_that_a_second_push_changes_nothing() -> None:
    assert handed_over(DEPRESSED) == handed_over(DEPRESSED)
    first, other = ({entry["fullUrl"] for entry in handed_over(DEPRESSED, name=name)["entry"]} for name in ("1", "2"))
    assert len(first) == len(handed_over(DEPRESSED)["entry"])
    assert not first & other


def test_each_resource_is_put_under_its_own_name() -> None:
    for entry in handed_over(EVERYTHING_NO)["entry"]:
        address = f"{entry['resource']['resourceType']}/{entry['resource']['id']}"
        assert entry["request"] == {"method": "PUT", "url": address}
        assert entry["fullUrl"].endswith(f"/{address}")


def test_a_bundle_brings_back_its_answers_and_makes_the_same_bundle_again() -> None:
    given = answers(EVERYTHING_NO, "px_motives=pain+sleep age=34 px_matters=skip")
    once = bundle(Screened("s-1", given, NOON))
    read = read_response(once).answers
    assert read == given
    assert bundle(Screened("s-1", read, NOON)) == once


def test_a_complete_score_has_its_points_its_band_and_its_loinc_code() -> None:
    total = observation("44261-6", DEPRESSED)
    assert total["valueQuantity"]["value"] == 9
    assert total["interpretation"] == [{"text": "mild"}]
    assert total["derivedFrom"][0]["reference"].startswith("QuestionnaireResponse/")


@pytest.mark.parametrize(
    ("given", "reason"), [("phq9_1..6=0", "not-performed"), ("phq9_1..6=0 phq9_7..9=skip", "asked-declined")]
)
def test_an_incomplete_score_has_no_value_and_says_why(given: str, reason: str) -> None:
    total = observation("44261-6", given)
    assert "valueQuantity" not in total
    assert total["dataAbsentReason"]["coding"][0]["code"] == reason


def test_nothing_answered_gives_no_score() -> None:
    assert resources("Observation") == []


def test_a_prorated_score_says_what_is_missing() -> None:
    assert "phq9_9" in observation("44261-6", "phq9_1..8=2")["note"][0]["text"]
    assert "note" not in observation("44261-6", DEPRESSED)


def test_the_value_of_an_observation_is_the_complete_score_of_every_instrument() -> None:
    given = answers(EVERYTHING_NO, "k6_1..6=1 phq15_1..15=1 peg_1..3=4 hark_1..4=no pcptsd5_0=no taps2_alc_1=no")
    expected = {key: score.score for key, score in judge(given).scores.items() if isinstance(score, Complete)}
    found = {
        it["code"]["coding"][-1]["code"]: it["valueQuantity"]["value"]
        for it in (entry["resource"] for entry in bundle(Screened("s-1", given, NOON))["entry"])
        if "valueQuantity" in it
    }
    assert found == {key: value for key, value in expected.items() if key != "asq"}


def test_the_panel_names_its_total_and_the_difficulty() -> None:
    panel = observation("44249-1", DEPRESSED)
    members = {observation("44261-6", DEPRESSED)["id"], observation("69722-7", DEPRESSED)["id"]}
    assert {member["reference"] for member in panel["hasMember"]} == {f"Observation/{id}" for id in members}


@pytest.mark.parametrize(
    ("limits", "codes"), [("men", ["88037-7"]), ("women", ["75889-6"]), ("unknown", []), ("-", [])]
)
def test_the_code_of_drinks_in_a_day_goes_by_the_limits_that_were_chosen(limits: str, codes: list[str]) -> None:
    found = resources("Observation", f"taps1_2=2 drink_cut={limits}")
    [drinks] = [it for it in found if it["code"]["text"].startswith("In the PAST 12 MONTHS")]
    assert [coding["code"] for coding in drinks["code"].get("coding", [])] == codes


def test_an_answer_that_was_refused_is_no_value() -> None:
    assert observation("96842-0", "taps1_1=skip")["dataAbsentReason"]["coding"][0]["code"] == "asked-declined"


@pytest.mark.parametrize(
    ("given", "coded"),
    [("asq_1..4=yes asq_5=yes", True), ("asq_1..4=yes asq_5=no", False), ("asq_1..4=no", False)],
)
def test_only_an_acute_asq_carries_a_coded_level_of_suicide_risk(given: str, coded: bool) -> None:
    found = observation("asq", given)
    assert (found["code"]["coding"][0]["code"] == "93374-7") is coded
    assert ("coding" in found["valueCodeableConcept"]) is coded
    assert found["valueCodeableConcept"]["text"] == judge(answers(given)).to_json()["scores"]["asq"]["band"]


@pytest.mark.parametrize(
    ("given", "level", "risk", "priority"),
    [
        ("asq_1..4=yes asq_5=yes", "imminent", "high", "stat"),
        ("asq_1..4=yes asq_5=no", "urgent", "high", "urgent"),
        ("phq9_9=0", "elevated", "moderate", "asap"),
        (EVERYTHING_NO.replace("phq9_1..9=1", "phq9_1..9=0"), "routine", "low", "routine"),
    ],
)
def test_a_level_is_said_in_the_codes_of_hl7_and_in_our_own(given: str, level: str, risk: str, priority: str) -> None:
    [assessment], [task] = resources("RiskAssessment", given), resources("Task", given)
    [prediction] = assessment["prediction"]
    assert [coding["code"] for coding in prediction["qualitativeRisk"]["coding"]] == [risk, level]
    assert (task["priority"], task["focus"]["reference"]) == (priority, f"RiskAssessment/{assessment['id']}")


def test_every_level_has_a_risk_and_a_priority() -> None:
    assert set(RISK) == set(PRIORITY) == set(Level)


def test_each_flag_of_the_outcome_is_a_flag() -> None:
    given = "asq_1..4=yes asq_5=yes px_private=yes hark_1..4=yes px_wd_now=seizure"
    raised = {flag.id: flag.reason for flag in judge(answers(given)).flags}
    found = {it["code"]["coding"][0]["code"]: it["code"]["text"] for it in resources("Flag", given)}
    assert found == raised
    assert len(raised) == 3


def test_names_that_categories_and_labels_go_by_begin_the_name_of_something() -> None:
    flags = {rule.id for rule in rulebook().risk.flags}
    names = flags | set(catalogue().instruments) | catalogue().score_keys | set(catalogue().items)
    assert [
        it for starts in CATEGORIES.values() for it in starts if not any(flag.startswith(it) for flag in flags)
    ] == []
    for starts in ABOUT.values():
        assert [it for it in starts if not any(name.startswith(it) for name in names)] == []


def test_every_resource_is_restricted_and_says_what_it_would_give_away() -> None:
    for entry in handed_over(EVERYTHING_NO, "hark_1=yes")["entry"]:
        codes = [label["code"] for label in entry["resource"]["meta"]["security"]]
        assert codes[0] == "R"
        assert len(codes) > 1
    for name, about in (("auditc", ["ETHUD"]), ("OD_HIGH", ["OPIOIDUD"]), ("hark", ["SDV"]), ("", list(EVERYTHING))):
        assert [label["code"] for label in labels(name)][1:] == about


def test_who_is_known_to_the_receiver_brings_no_patient_along() -> None:
    assert resources("Patient", DEPRESSED)[0]["identifier"][0]["value"] == "s-1"
    assert resources("Patient", DEPRESSED, patient="Patient/7") == []
    for kind in ("QuestionnaireResponse", "Observation", "RiskAssessment"):
        assert resources(kind, DEPRESSED, patient="Patient/7")[0]["subject"] == {"reference": "Patient/7"}


def test_what_the_person_allowed_goes_along() -> None:
    allowed = Permission(NOON, "River Clinic", date(2027, 1, 31), "other", "A second opinion")
    entries = bundle(Screened("s-1", answers(DEPRESSED), NOON, part_2=True), allowed)["entry"]
    [consent] = [it["resource"] for it in entries if it["resource"]["resourceType"] == "Consent"]
    before = [entry["request"]["url"] for entry in entries if entry["resource"]["resourceType"] not in LAST]
    assert [it["reference"]["reference"] for it in consent["provision"]["data"]] == before
    assert consent["provision"]["purpose"] == [{"display": "A second opinion"}]
    assert consent["provision"]["actor"][0]["reference"] == {"display": "River Clinic"}
    assert consent["provision"]["period"] == {"start": "2026-11-21T12:00:00+00:00", "end": "2027-01-31"}
    assert consent["policyRule"]["coding"][0]["code"] == "42CFRPart2"
    assert resources("Consent", DEPRESSED) == []


def test_every_resource_carries_the_notice_and_the_last_one_all_of_it() -> None:
    found = [entry["resource"] for entry in handed_over(DEPRESSED)["entry"]]
    assert all(SHORT_NOTICE in it["text"]["div"] for it in found)
    assert [it["resourceType"] for it in found if NOTICE in it["text"]["div"]] == ["Provenance"]


def test_where_it_comes_from_names_software_rules_and_every_other_resource() -> None:
    *rest, last = handed_over(DEPRESSED)["entry"]
    assert [it["reference"] for it in last["resource"]["target"]] == [entry["request"]["url"] for entry in rest]
    assert last["resource"]["agent"][0]["who"]["display"] == f"Braid {software_version()}"
    assert definitions_digest() in last["resource"]["entity"][0]["what"]["display"]


@pytest.mark.parametrize(
    ("given", "priority"),
    [("asq_1..4=yes asq_5=yes", "stat"), ("asq_1..4=yes asq_5=no", "urgent"), ("phq9_9=1 asq_1..4=no", "asap")],
)
def test_a_flag_about_suicide_proposes_to_assess_it_and_orders_nothing(given: str, priority: str) -> None:
    [assess, track] = resources("ServiceRequest", given)
    assert (assess["code"]["coding"][0]["code"], assess["priority"]) == ("225337009", priority)
    for proposal in (assess, track):
        assert (proposal["intent"], proposal["status"]) == ("proposal", "draft")
        assert proposal["supportingInfo"][0]["reference"].startswith("RiskAssessment/")


def test_without_such_a_flag_the_only_proposal_is_the_track_of_the_rules() -> None:
    given = EVERYTHING_NO.replace("phq9_1..9=1", "phq9_1..9=0")
    [track] = resources("ServiceRequest", given)
    outcome = judge(answers(given))
    assert track["code"] == {"text": rulebook().interplay.tracks[outcome.suggestion.track]}
    assert track["reasonCode"][0]["text"] == outcome.suggestion.reasons[0].because


def test_without_single_answers_none_of_them_leaves() -> None:
    given = f"{EVERYTHING_NO} px_matters=skip taps1_1=1 asq_1=skip"
    found = [entry["resource"] for entry in handed_over(given, with_answers=False)["entry"]]
    kinds = {it["resourceType"] for it in found}
    assert not kinds & {"QuestionnaireResponse", "Communication"}
    single = {item.link_id for item in catalogue().items.values()} - {"asq"}
    codes = {coding["code"] for it in found if it["resourceType"] == "Observation" for coding in it["code"]["coding"]}
    assert "phq9" in codes
    assert not codes & single
    assert "69722-7" not in codes
    assert "QuestionnaireResponse/" not in str(found)


def test_a_record_under_part_2_says_so_on_every_resource() -> None:
    for part_2 in (True, False):
        found = handed_over(DEPRESSED, part_2=part_2)
        for labelled in (found, *(entry["resource"] for entry in found["entry"])):
            codes = {label["code"] for label in labelled["meta"]["security"]}
            assert ({"42CFRPart2", "NORDSCLCD"} <= codes) is part_2


def test_answers_to_words_that_are_no_longer_in_force_claim_no_version() -> None:
    [response] = resources("QuestionnaireResponse", DEPRESSED, in_force=False)
    assert "|" not in response["questionnaire"]
    assert "changed" in resources("RiskAssessment", DEPRESSED, in_force=False)[0]["note"][0]["text"]
    with pytest.raises(ResponseError, match="no version"):
        read_response(response)


def test_what_is_said_to_people_is_text_and_never_markup() -> None:
    name = "<script>alert(1)</script> & Co"
    said = bundle(Screened("s-1", {}, NOON), Permission(NOON, name, words=name))["entry"][-2]["resource"]["text"]["div"]
    assert "<script>" not in said
    assert "&lt;script&gt;" in said
