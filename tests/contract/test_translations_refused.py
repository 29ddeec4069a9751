"""A translation that is not the same questionnaire in other words is refused before anyone is asked."""

from pathlib import Path

import pytest

from tests.contract.toys import SHARING, TOY, changed, faults, load, refusal

ANSWERS = """
[two]
options = [{ value = 0, text = "No" }, { value = 1, text = "Sí" }]
"""
SPANISH = """
title = "Un juguete"
version = "1"
licence = "CC0"
source = "Nadie 2026"
verified = "Leído dos veces"
ours = ["toy_3"]

[[items]]
link_id = "toy_1"
text = "¿Uno?"
options = "two"

[[items]]
link_id = "toy_2"
text = "¿Dos?"
options = "two"
"""
HALF = """
title = "Medio juguete"
version = "1"
licence = "CC0"
source = "Nadie 2026"
verified = "Leído dos veces"
items_of = "toy"
item_ids = ["toy_1", "toy_2"]
"""


def in_spanish(spanish: str, **more: str) -> dict[str, str]:
    return {"toy": TOY, "toy.es": spanish, "option_sets.es": ANSWERS, **more}


def test_the_translated_toys_are_accepted(tmp_path: Path) -> None:
    loaded = load(tmp_path, **in_spanish(SPANISH, half=SHARING, **{"half.es": HALF}))
    assert set(loaded.translations) == {("toy", "es"), ("half", "es")}
    assert set(loaded.instruments) == {"toy", "half"}


def test_a_translated_question_differs_in_nothing_but_its_words(tmp_path: Path) -> None:
    loaded = load(tmp_path, **in_spanish(SPANISH))
    original, spanish = loaded.item("toy_2"), loaded.item_in("toy_2", "es")
    assert spanish is not None
    assert (spanish.text, [option.text for option in spanish.options]) == ("¿Dos?", ["No", "Sí"])
    assert spanish.model_copy(update={"text": original.text, "options": original.options}) == original
    assert spanish.values == original.values


def test_what_nobody_published_is_not_there(tmp_path: Path) -> None:
    loaded = load(tmp_path, **in_spanish(SPANISH))
    assert loaded.item_in("toy_3", "es") is None
    assert loaded.item_in("toy_1", "fr") is None
    with pytest.raises(KeyError):
        loaded.item_in("toy_9", "es")


@pytest.mark.parametrize(("old", "new", "message"), faults("translation"))
def test_a_faulty_translation_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert refusal(tmp_path, **in_spanish(changed(SPANISH, old, new))).startswith(message)


def test_a_translation_of_nothing_is_refused(tmp_path: Path) -> None:
    files = {"toy": TOY, "zoo.es": SPANISH, "option_sets.es": ANSWERS}
    assert refusal(tmp_path, **files) == "zoo.es.toml: file: zoo is no instrument"


def test_a_lead_in_left_in_english_is_refused(tmp_path: Path) -> None:
    toy = changed(TOY, 'time_frame = "today"', 'time_frame = "today"\nstem = "How is it?"')
    message = "toy.es.toml: stem: must be given exactly when the original has one"
    assert refusal(tmp_path, **{**in_spanish(SPANISH), "toy": toy}) == message
