"""`flask instruments`: the list, and each instrument as a FHIR Questionnaire with its licence and its own words."""

import json

import pytest
from flask.testing import FlaskCliRunner

from app.instruments import catalogue


def test_instruments_are_listed_with_version_title_licence_and_languages(run: FlaskCliRunner) -> None:
    lines = [line.split("\t") for line in run.invoke(args=["instruments"]).stdout.splitlines()]
    assert len(lines) == len(catalogue().instruments)
    assert all(len(line) == 5 and all(line) for line in lines)
    assert {line[0] for line in lines if line[4] == "en es"} == {"phq2", "phq9", "gad2", "gad7", "asq"}


@pytest.mark.parametrize("instrument_id", sorted(catalogue().instruments))
def test_every_instrument_is_a_questionnaire_with_its_licence_and_its_own_words(
    run: FlaskCliRunner, instrument_id: str
) -> None:
    result = run.invoke(args=["instruments", "export", instrument_id, "--format", "fhir"])
    found = json.loads(result.stdout)
    instrument = catalogue().instruments[instrument_id]
    assert (found["resourceType"], found["status"], found["copyright"]) == (
        "Questionnaire",
        "active",
        instrument.licence,
    )
    asked = [item for item in found["item"] if item["type"] != "display"]
    assert [(item["linkId"], item["text"]) for item in asked] == [
        (item.link_id, item.text) for item in instrument.items
    ]
    known = {item["linkId"] for item in asked}
    for item in asked:
        for condition in item.get("enableWhen", []):
            assert condition["question"] in known
        codes = [option["valueCoding"]["code"] for option in item.get("answerOption", [])]
        assert len(codes) == len(set(codes))


def test_a_questionnaire_carries_the_published_spanish_beside_every_english_text(run: FlaskCliRunner) -> None:
    found = json.loads(run.invoke(args=["instruments", "export", "phq9"]).stdout)
    spanish = [{"url": "lang", "valueCode": "es"}, {"url": "content", "valueString": "Casi todos los días"}]
    translation = {"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": spanish}
    stem, first = found["item"][0], found["item"][1]
    assert found["language"] == "en"
    assert first["answerOption"][3]["valueCoding"]["_display"] == {"extension": [translation]}
    for text in (found["_title"], stem["_text"], first["_text"]):
        assert [part["url"] for part in text["extension"]] == [translation["url"]]


def test_a_question_of_our_own_carries_no_spanish_that_nobody_published(run: FlaskCliRunner) -> None:
    found = json.loads(run.invoke(args=["instruments", "export", "asq"]).stdout)
    assert [item["linkId"] for item in found["item"] if "_text" not in item] == ["asq_4_when"]


def test_a_number_says_its_limits_in_the_questionnaire(run: FlaskCliRunner) -> None:
    found = json.loads(run.invoke(args=["instruments", "export", "project"]).stdout)
    age = next(item for item in found["item"] if item["linkId"] == "age")
    assert [limit["valueInteger"] for limit in age["extension"]] == [10, 120]


def test_an_instrument_that_does_not_exist_is_said_so(run: FlaskCliRunner) -> None:
    result = run.invoke(args=["instruments", "export", "audit"])
    assert result.exit_code == 1
    assert "there is no instrument audit" in result.stderr
