"""Everything that leaves as FHIR is read by programs that are not ours: two validators and an evaluator of FHIRPath."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from app.handoff.consents import PURPOSES
from app.handoff.fhir.bundle import bundle
from app.handoff.fhir.consent import Permission, consent
from app.handoff.fhir.meaning import Raised, meaning_of
from app.handoff.fhir.proposals import task
from app.handoff.fhir.reading import forms, read_response
from app.handoff.fhir.response import questionnaire_response
from app.handoff.fhir.risk import flag
from app.handoff.fhir.screened import HelpShown, Screened
from app.handoff.fhir.whole_screening import whole_screening
from app.handoff.fhir_file import CHANGED
from app.instruments import Answer, Answers, Complete, catalogue
from app.instruments.methods import Sum
from app.screening import Level, judge, rulebook
from tests.fhir_checker import assert_valid_fhir, faults, fhirpath
from tests.golden.tables import answers
from tests.support.fhir_answers import random_answers, response_items

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
Resource = dict[str, Any]
SETS = 20


def random_set(seed: int) -> dict[str, Answer]:
    form = whole_screening()
    empty = questionnaire_response(form, {}, NOON)
    return read_response({**empty, "item": response_items(random_answers(form, seed))}).answers


def handed_over(given: Answers) -> Resource:
    shown = (HelpShown(NOON, "You are not alone."),)
    screened = Screened("s-1", given, NOON, name="Robin Doe", reference="ABC-123", shown=shown, part_2=True)
    return bundle(
        screened, Permission(NOON, "River Clinic", date(2027, 1, 31), "treatment", "", "Harbor House", "Robin")
    )


def test_every_questionnaire_is_valid() -> None:
    assert_valid_fhir({form["id"]: form for form in forms().values()})


def test_every_bundle_and_each_resource_in_it_is_valid() -> None:
    bundles = {f"set {seed}": handed_over(random_set(seed)) for seed in range(SETS)}
    bundles["nothing"] = handed_over({})
    bundles["all refused"] = handed_over(dict.fromkeys(catalogue().items, "skip"))
    each = {
        f"{name}, {entry['resource']['resourceType']}": entry["resource"]
        for name, one in bundles.items()
        for entry in one["entry"]
    }
    assert_valid_fhir(bundles | each)


def in_every_state() -> dict[str, Resource]:
    """Each Flag there is, still true or held before; each Consent that can be signed; a Task of each level."""
    about, meaning = Screened("s-2", {}, NOON, reference="ABC-123", part_2=True), meaning_of({}, frozenset())
    reasons = {"": "{}", " before": f"{{}} ({CHANGED})"}
    flags = {
        f"{rule.id}{when}": flag(about, Raised(rule.id, Level(rule.level), words.format(rule.reason)))
        for rule in rulebook().risk.flags
        for when, words in reasons.items()
    }
    consents = {
        f"consent {number}": consent(replace(about, part_2=part_2), signed, [])
        for number, (signed, part_2) in enumerate(product(_permissions(), (True, False)))
    }
    tasks = {f"task {level}": task(about, replace(meaning, held=level)) for level in Level}
    return {**flags, **consents, **tasks}


def _permissions() -> Iterator[Permission]:
    """With a day and without, for each purpose and for one in words."""
    for purpose, text in (*((purpose, "") for purpose in PURPOSES), ("other", "A <second> opinion")):
        yield Permission(NOON, "Elm", None, purpose, text)
        yield Permission(NOON.date(), "Elm", date(2027, 1, 31), purpose, text, "Harbor House", "Robin", "Words.")


def test_every_flag_consent_and_task_is_valid_in_every_state_that_it_can_be_in() -> None:
    found = in_every_state()
    assert len(found) > 2 * len(rulebook().risk.flags) + len(Level)
    assert_valid_fhir(found)


def test_every_response_to_an_instrument_is_valid() -> None:
    responses = {
        f"{form['id']} {seed}": questionnaire_response(form, random_set(seed), NOON)
        for form in forms().values()
        for seed in range(3)
    }
    assert_valid_fhir(responses)


def test_the_validators_see_every_mistake() -> None:
    entries = handed_over(answers("phq9_1..9=1"))["entry"]
    sound = next(it["resource"] for it in entries if "valueQuantity" in it["resource"])
    without_code = {key: value for key, value in sound.items() if key != "code"}
    changed: dict[str, Resource] = {
        "a wrong code": {**sound, "status": "bogus"},
        "nothing required": without_code,
        "an unknown property": {**sound, "colour": "red"},
        "no date": {**sound, "effectiveDateTime": "yesterday"},
        "two values": {**sound, "valueString": "nine"},
        "a wrong type": {**sound, "subject": "Patient/1"},
    }
    found = {fault.split(":")[0] for fault in faults({"sound": sound, **changed})}
    assert found == set(changed)


def test_fhirpath_finds_the_scores_the_answers_and_the_level() -> None:
    given = answers("phq9_1..9=2 phq9_10=1 asq_1..4=yes asq_5=no px_motives=pain+sleep age=34")
    of_code = "Bundle.entry.resource.ofType(Observation).where(code.coding.where(code='{}').exists())"
    answer = "Bundle.entry.resource.ofType(QuestionnaireResponse).descendants().where(linkId='{}').answer.value"
    total, difficulty, age, motives, level, flags = fhirpath(
        handed_over(given),
        of_code.format("44261-6") + ".value.value",
        of_code.format("69722-7") + ".value.coding.code",
        answer.format("age"),
        answer.format("px_motives") + ".code",
        "Bundle.entry.resource.ofType(RiskAssessment).prediction.qualitativeRisk.coding.code",
        "Bundle.entry.resource.ofType(Flag).where(status='active').code.coding.first().code",
    )
    assert (total, difficulty, age) == ([18], ["LA6573-5"], [34])
    assert motives == ["px_motives.pain", "px_motives.sleep"]
    assert level == ["high", "urgent"]
    assert flags == [judge(given).flags[0].id]


def test_every_reference_leads_to_a_resource_of_the_bundle() -> None:
    [references, addresses] = fhirpath(
        handed_over(random_set(1)),
        "Bundle.entry.resource.descendants().where(reference is string).reference.distinct()",
        "Bundle.entry.request.url",
    )
    assert references
    assert set(references) <= set(addresses)


@pytest.mark.parametrize(
    "instrument", [it for it in catalogue().instruments.values() if isinstance(it.scoring, Sum)], ids=lambda it: it.id
)
def test_the_points_in_a_questionnaire_add_up_to_our_score(instrument: Any) -> None:  # noqa: ANN401 - an Instrument
    form = next(form for form in forms().values() if form["id"] == instrument.id.replace("_", "-"))
    given = {item.link_id: item.values[-1] for item in instrument.items}
    response = questionnaire_response(form, given, NOON)
    chosen = {item["linkId"]: item["answer"][0]["valueCoding"]["code"] for item in response["item"]}
    points = fhirpath(
        form,
        *(
            f"item.where(linkId='{it.link_id}').answerOption.where(value.code='{chosen[it.link_id]}')"
            ".extension.where(url.endsWith('/ordinalValue')).value"
            for it in instrument.scored_items
        ),
    )
    score = judge({**given, "has_periods": "yes"}).scores[instrument.id]  # PHQ-15 counts its fourth item by it
    assert isinstance(score, Complete)
    assert sum(point for [point] in points) == score.score
