"""What was answered leaves as a QuestionnaireResponse and comes back the same, or is refused in plain words."""

import copy
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from app.handoff.fhir.questionnaire import definition_version
from app.handoff.fhir.reading import ResponseError, forms, read_response
from app.handoff.fhir.response import questionnaire_response
from app.instruments import Answer, catalogue
from app.screening import judge
from tests.golden.tables import answers
from tests.support.fhir_answers import random_answers, response_items

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PHQ9, PROJECT, SCREENING = (next(it for url, it in forms().items() if url.endswith(f"/{name}")) for name in
                            ("phq9", "project", "screening"))  # fmt: skip
Resource = dict[str, Any]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: (
        st.lists(parts) | st.dictionaries(st.sampled_from(["linkId", "item", "answer", "valueCoding"]), parts)
    ),
)


def sent(form: Resource = PHQ9, *given: str) -> Resource:
    return questionnaire_response(form, answers(*given), NOON)


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form["id"])
@pytest.mark.parametrize("seed", range(20))
def test_answers_come_back_as_they_were_and_go_out_the_same_again(form: Resource, seed: int) -> None:
    chosen = random_answers(form, seed)
    read = read_response({**sent(form), "item": [{"linkId": "all", "item": response_items(chosen)}]})
    again = questionnaire_response(form, read.answers, NOON)
    assert set(read.answers) == set(chosen)
    assert read_response(again) == read
    assert questionnaire_response(read.form, read_response(again).answers, NOON) == again
    assert judge(read_response(again).answers).to_json() == judge(read.answers).to_json()


def test_what_was_not_answered_is_absent_and_never_a_zero() -> None:
    assert "item" not in sent()
    read = read_response(sent())
    assert read.answers == {}
    assert judge(read.answers).scores == {}
    partly = read_response(sent(PHQ9, "phq9_1..6=0"))
    assert judge(partly.answers).to_json()["scores"]["phq9"]["band"] == "incomplete"


def test_a_question_without_an_answer_is_not_answered() -> None:
    response = sent(PHQ9, "phq9_1=3")
    response["item"] += [{"linkId": "phq9_2", "answer": []}, {"linkId": "phq9_3"}]
    assert read_response(response).answers == {"phq9_1": 3}


def test_refusing_is_an_answer_also_where_a_number_or_own_words_are_asked() -> None:
    refused: dict[str, Answer] = {"age": "skip", "px_matters": "skip", "px_voices": "skip", "px_motives": "skip"}
    response = questionnaire_response(PROJECT, refused, NOON)
    assert read_response(response).answers == refused
    absent = {item["linkId"]: item["answer"] for item in response["item"]}["age"]
    assert absent[0]["_valueInteger"]["extension"][0]["valueCode"] == "asked-declined"


def test_the_codes_tell_an_answer_and_not_its_words() -> None:
    response = sent(PHQ9, "phq9_1=3")
    response["item"][0]["answer"][0]["valueCoding"]["display"] = "Casi todos los días"
    assert read_response(response).answers == {"phq9_1": 3}


def test_a_part_of_which_nothing_was_answered_may_be_named_and_only_where_it_says_nothing() -> None:
    response = sent(SCREENING, "phq9_1=2")
    named = {**response, "item": [*response["item"], {"linkId": "part_18", "text": "Safety"}]}
    assert read_response(named).answers == {"phq9_1": 2}
    answered = {**response, "item": [{"linkId": "part_18", "answer": [{"valueInteger": 1}]}]}
    with pytest.raises(ResponseError, match="has no linkId 'part_18'"):
        read_response(answered)


def test_the_response_of_a_whole_screening_stands_in_the_parts_of_the_plan() -> None:
    response = sent(SCREENING, "phq9_1=3 px_motives=pain+sleep age=34")
    assert [[item["linkId"] for item in part["item"]] for part in response["item"]] == [
        ["age"],
        ["phq9_1"],
        ["px_motives"],
    ]


Change = Callable[[Resource], Any]
CHANGES: dict[str, tuple[Change, str]] = {
    "of something else": (lambda it: it.update(resourceType="Patient"), "neither QuestionnaireResponse nor Bundle"),
    "to no Questionnaire": (lambda it: it.pop("questionnaire"), "is none of ours"),
    "to another's Questionnaire": (lambda it: it.update(questionnaire="http://x.example/phq9|1"), "is none of ours"),
    "to another version": (lambda it: it.update(questionnaire=f"{PHQ9['url']}|2"), "names version 2 of Patient Health"),
    "to no version": (lambda it: it.update(questionnaire=PHQ9["url"]), "names no version of Patient Health"),
    "unfinished": (lambda it: it.update(status="in-progress"), "completed or amended"),
    "entered in error": (lambda it: it.update(status="entered-in-error"), "completed or amended"),
    "with an unknown linkId": (lambda it: it["item"][0].update(linkId="phq9_99"), "has no linkId 'phq9_99'"),
    "with a linkId of another form": (lambda it: it["item"][0].update(linkId="asq_1"), "has no linkId 'asq_1'"),
    "to the stem": (lambda it: it["item"][0].update(linkId="phq9_stem"), "has no linkId 'phq9_stem'"),
    "without a linkId": (lambda it: it["item"][0].pop("linkId"), "has no linkId"),
    "answered twice": (lambda it: it["item"].append(it["item"][0]), "phq9_1: is answered twice"),
    "with two answers": (lambda it: it["item"][0]["answer"].append(it["item"][0]["answer"][0]), "takes one answer"),
    "with a wrong code": (
        lambda it: it["item"][0]["answer"][0]["valueCoding"].update(code="LA6572-7"),
        "phq9_1: the coding is none of its answers",
    ),
    "with a code of another system": (
        lambda it: it["item"][0]["answer"][0]["valueCoding"].update(system="http://snomed.info/sct"),
        "phq9_1: the coding is none of its answers",
    ),
    "with words for a code": (
        lambda it: it["item"][0].update(answer=[{"valueString": "Nearly every day"}]),
        "phq9_1: an answer is one valueCoding",
    ),
    "with points for a code": (lambda it: it["item"][0].update(answer=[{"valueInteger": 3}]), "is one valueCoding"),
    "with a value and more": (lambda it: it["item"][0]["answer"][0].update(item=[]), "and nothing else"),
    "with no list of items": (lambda it: it.update(item={}), "item: is no JSON array"),
    "with items that are none": (lambda it: it.update(item=["phq9_1"]), "item: is no JSON object"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), CHANGES.values(), ids=CHANGES.keys())
def test_a_response_is_refused_in_one_line_that_says_where(change: Change, said: str) -> None:
    response = copy.deepcopy(sent(PHQ9, "phq9_1=3 phq9_2=2"))
    change(response)
    with pytest.raises(ResponseError) as refused:
        read_response(response)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("link_id", "given", "said"),
    [
        ("age", [{"valueInteger": 200}], "age: needs a number of at most 120"),
        ("age", [{"valueInteger": True}], "age: needs a whole number"),
        ("age", [{"valueDecimal": 34.5}], "age: an answer is one valueInteger"),
        ("px_matters", [{"valueString": "x" * 1001}], "px_matters: is longer than 1000 characters"),
        ("px_matters", [{"valueString": "\x00"}], "px_matters: has characters that cannot be kept"),
        ("px_motives", "none and skip", "px_motives: this answer cannot stand together with another one"),
    ],
)
def test_answers_pass_the_same_checks_as_those_of_a_form(link_id: str, given: Any, said: str) -> None:  # noqa: ANN401 - any JSON
    if isinstance(given, str):
        options = next(item for item in PROJECT["item"] if item["linkId"] == link_id)["answerOption"]
        given = [options[0], options[-1]]
    with pytest.raises(ResponseError, match=said):
        read_response({**sent(PROJECT), "item": [{"linkId": link_id, "answer": given}]})


def test_of_a_bundle_the_only_response_is_read() -> None:
    response = sent(PHQ9, "phq9_1=3")
    bundle: Resource = {
        "resourceType": "Bundle",
        "entry": [{"resource": {"resourceType": "Task"}}, {"resource": response}],
    }
    assert read_response(bundle).answers == {"phq9_1": 3}
    for wrong in ([], [*bundle["entry"], {"resource": response}]):
        with pytest.raises(ResponseError, match="one is read at a time"):
            read_response({**bundle, "entry": wrong})


@given_any(JSON)
def test_whatever_else_comes_is_refused_and_breaks_nothing(anything: Any) -> None:  # noqa: ANN401 - any JSON
    for resource in (
        anything,
        {**sent(), "item": anything},
        {**sent(), "item": [{"linkId": "phq9_1", "answer": anything}]},
    ):
        with suppress(ResponseError):
            assert read_response(resource).answers == {}


def test_a_changed_word_is_another_version() -> None:
    instrument = catalogue().instruments["phq9"]
    first = instrument.items[0].model_copy(update={"text": "Little interest"})
    changed = instrument.model_copy(update={"items": (first, *instrument.items[1:])})
    assert definition_version(changed) != definition_version(instrument)
