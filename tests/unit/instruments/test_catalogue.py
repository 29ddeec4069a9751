"""The catalogue finds items, owners and scores, and asks a shared item once."""

import pytest

from app.instruments import Instrument, catalogue, score, score_all


def test_phq_2_and_gad_2_score_the_same_items_that_are_asked_once() -> None:
    assert catalogue().instrument_of("phq9_1").id == "phq9"
    assert catalogue().instrument_of("gad7_2").id == "gad7"
    assert catalogue().instruments["phq2"].items == catalogue().instruments["phq9"].items[:2]
    assert catalogue().instruments["gad2"].items == catalogue().instruments["gad7"].items[:2]


def test_an_answer_to_a_shared_item_is_scored_in_both() -> None:
    assert set(score_all(catalogue().instruments.values(), {"phq9_1": 1, "gad7_1": 1})) == {
        "phq2",
        "phq9",
        "gad2",
        "gad7",
    }


def test_an_answer_outside_the_short_form_is_scored_in_the_long_one_only() -> None:
    assert set(score_all(catalogue().instruments.values(), {"phq9_3": 1, "gad7_3": 1})) == {"phq9", "gad7"}


def test_the_project_s_own_questions_are_never_scored() -> None:
    project = catalogue().instruments["project"]
    assert score(project, {item.link_id: "skip" for item in project.items}) == {}


def test_answers_of_other_instruments_are_ignored() -> None:
    assert score(catalogue().instruments["k6"], {"phq9_1": 3}) == {}


def test_what_does_not_exist_is_not_found() -> None:
    for lookup in (
        catalogue().item,
        catalogue().instrument_of,
        catalogue().scored_items,
        catalogue().instrument_of_score,
    ):
        with pytest.raises(KeyError):
            lookup("phq9_99")


def test_a_score_key_leads_to_its_items_and_its_instrument() -> None:
    assert catalogue().scored_items("taps2_alc") == ("taps2_alc_1", "taps2_alc_2", "taps2_alc_3", "taps2_alc_4")
    assert catalogue().instrument_of_score("taps2_alc").id == "taps2"
    assert "phq9_10" not in catalogue().scored_items("phq9")


def test_an_option_is_found_by_its_value() -> None:
    item = catalogue().item("phq9_1")
    assert item.option(0).text == "Not at all"
    with pytest.raises(KeyError):
        item.option(9)


def test_the_catalogue_cannot_be_changed() -> None:
    phq9: Instrument = catalogue().instruments["phq9"]
    with pytest.raises(ValueError, match="frozen"):
        phq9.title = "Another"  # type: ignore[misc]  # the point of the test
