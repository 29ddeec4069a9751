"""The whole screening as a Questionnaire asks what the guided order asks, and rather too much than too little."""

from datetime import UTC, datetime

import pytest

from app.handoff.fhir.questionnaire import questionnaire
from app.handoff.fhir.reading import read_response
from app.handoff.fhir.response import questionnaire_response
from app.handoff.fhir.whole_screening import whole_screening
from app.instruments import Answer, catalogue
from app.screening import Circumstances, plan, walk
from app.screening.definitions_digest import definitions_digest
from tests.support.fhir_answers import Given, is_enabled, questions, random_answers, response_items

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVERYTHING = Circumstances(modules=frozenset(catalogue().modules), offer="go_on")
# Behind a score, or behind two conditions at once, which a list of answers cannot say.
ASKED_OF_MORE = {
    "gad7_3", "gad7_4", "gad7_5", "gad7_6", "gad7_7", "px_wd_history_severe", "px_relief_pain",
    "px_onset", "px_mood_before", "px_abstinent_4w", "px_phase_now", "px_mood_abstinent",
}  # fmt: skip


def enabled(given: Given) -> set[str]:
    return {
        item["linkId"]
        for item, around in questions(whole_screening())
        if all(is_enabled(part, given) for part in (*around, item))
    }


def answers_of(given: Given) -> dict[str, Answer]:
    response = questionnaire_response(whole_screening(), {}, NOON)
    return read_response({**response, "item": response_items(given)}).answers


def test_every_question_stands_in_it_once_in_the_order_of_the_plan() -> None:
    planned = [planned.item.link_id for step in plan().steps for planned in step.items]
    assert [item["linkId"] for item, _ in questions(whole_screening())] == planned
    assert set(planned) == set(catalogue().items)


def test_its_version_names_the_definitions_in_force() -> None:
    assert whole_screening()["version"] == definitions_digest()


def test_a_question_is_the_same_as_in_its_instrument_but_for_what_opens_it() -> None:
    own = {item["linkId"]: item for it in catalogue().instruments.values() for item, _ in questions(questionnaire(it))}
    opens = ("enableWhen", "enableBehavior")
    for item, _ in questions(whole_screening()):
        assert {key: item[key] for key in item if key not in opens} == {
            key: value for key, value in own[item["linkId"]].items() if key not in opens
        }


def test_a_question_is_opened_by_earlier_ones_only() -> None:
    earlier: set[str] = set()
    for item, around in questions(whole_screening()):
        for part in (*around, item):
            assert {test["question"] for test in part.get("enableWhen", [])} <= earlier, item["linkId"]
        earlier.add(item["linkId"])


@pytest.mark.parametrize("seed", range(200))
def test_it_asks_all_that_the_path_asks_and_little_more(seed: int) -> None:
    given = random_answers(whole_screening(), seed)
    path = walk(answers_of(given), EVERYTHING)
    assert path.asked - enabled(given) == set()
    assert enabled(given) - path.asked <= ASKED_OF_MORE


def test_what_is_asked_of_more_people_is_asked_of_more_people() -> None:
    found = set()
    for seed in range(200):
        given = random_answers(whole_screening(), seed)
        found |= enabled(given) - walk(answers_of(given), EVERYTHING).asked
    assert found == ASKED_OF_MORE


def test_the_young_are_asked_about_mood_and_safety_only() -> None:
    young = enabled({"age": [15]})
    assert {"phq9_9", "asq_1", "px_harm_others_recent"} <= young
    assert not young & {"taps1_1", "auditc_1", "px_voices", "px_immediate_danger"}
    assert "taps1_1" in enabled({"age": [18]})
    assert "taps1_1" in enabled({})


def test_a_question_of_violence_at_home_opens_only_to_whoever_is_alone() -> None:
    item = next(item for item, _ in questions(whole_screening()) if item["linkId"] == "px_private")
    yes, no, skip = (option["valueCoding"] for option in item["answerOption"])
    assert "hark_1" in enabled({"px_private": [yes]})
    for other in (no, skip):
        assert "hark_1" not in enabled({"px_private": [other]})
