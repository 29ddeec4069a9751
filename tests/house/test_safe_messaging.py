"""Near suicide, overdose and danger, words can help and can harm: what no text of ours says, in either language."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.support.our_texts import OUR_DATA, PERSONS_CODE, PERSONS_PAGES, ROOT, SHARED_PARTS, named, texts_in
from tests.support.safe_messaging import faults
from tools.translations import forms

# The only place that may say by when somebody calls: its sentences are made of the opening hours.
KEEPS_ITS_PROMISES = ROOT / "app/patient/promise.py"
OURS = [file for file in (*OUR_DATA, *PERSONS_CODE, *PERSONS_PAGES, *SHARED_PARTS) if file != KEEPS_ITS_PROMISES]
FOR_THE_PERSON = ("person.po", "texts.po")
CATALOGUES = [file for file in ROOT.glob("app/translations/*/*.po") if file.name in FOR_THE_PERSON]


@pytest.mark.parametrize(
    "said",
    [
        "someone who jumped off a bridge",
        "a high dose",
        "90% of people",
        "one in five people",
        "This is an epidemic",
        "Call now!",
        "Someone will call you soon",
        "This is completely confidential",
        "he committed suicide",
        "a failed attempt",
    ],
)
def test_the_english_rules_catch_what_they_should(said: str) -> None:
    assert faults(said)


@pytest.mark.parametrize(
    "said",
    [
        "quiso cometer suicidio",
        "un suicidio consumado",
        "un intento fallido",
        "saltó de un puente",
        "una dosis alta",
        "una de cada cinco personas",
        "el 90 % de las personas",
        "un adicto",
        "el abuso de sustancias",
        "tuvo una recaída",
        "es alcohólico",
        "sufre de depresión",
        "¡Llame ahora!",
        "Nadie lo sabrá.",
    ],
)
def test_the_spanish_rules_catch_what_they_should(said: str) -> None:
    assert faults(said, "es")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Call or text 988. Help works, and an overdose can be treated.", "en"),
        ("In the past 12 months, how often did you drink?", "en"),
        ("Ha bebido alcohol o ha usado drogas. Una sobredosis se puede tratar.", "es"),
        ("Si tiene pensamientos de suicidio, llame o escriba al 988.", "es"),
    ],
)
def test_the_rules_leave_plain_words_alone(said: str, language: str) -> None:
    assert not faults(said, language)


@pytest.mark.parametrize("file", OURS, ids=named)
def test_no_text_of_ours_breaks_a_rule_of_safe_messaging(file: Path) -> None:
    assert not [fault for text in texts_in(file) for fault in faults(text)]


@pytest.mark.parametrize("file", CATALOGUES, ids=named)
def test_no_translation_breaks_a_rule_of_safe_messaging(file: Path) -> None:
    """An entry that nobody has translated yet is shown in English, which is looked at above."""
    with file.open("rb") as catalogue:
        said = [text for entry in read_po(catalogue) if entry.id for text in forms(entry.string)]
    assert not [f"{fault} in {text!r}" for text in said for fault in faults(text, file.parent.name)]
