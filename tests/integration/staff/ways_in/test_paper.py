"""The form on paper: every question of the plan, word for word as pinned, with whom it is for and where help is."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from app.instruments import catalogue
from app.screening import plan
from app.settings import Settings
from tests.golden.pins import PINNED, pin
from tests.support.desk import Desk


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A centre that asks everything there is to ask."""
    return replace(settings, modules_on=tuple(sorted(catalogue().modules)))


def rows(page: BeautifulSoup) -> dict[str, Tag]:
    """Every question on the form, in order."""
    return {str(row["data-item"]): row for row in page.select("[data-item]")}


def printed(row: Tag) -> str:
    """Everything of a question that stands on the paper, as its words are pinned."""

    def said(selector: str) -> list[str]:
        return [found.get_text() for found in row.select(selector)]

    options = [f"{option['data-value']} {option.get_text()}" for option in row.select("[data-value]")]
    return "\n".join(
        [*said(".text"), *(said(".help") or [""]), *said(".anchors span"), *(said(".unit") or [""]), *options]
    )


def hint(page: BeautifulSoup, link_id: str) -> str:
    """For whom a question is, as the paper says."""
    found = rows(page)[link_id].select(".hint")
    return found[0].get_text() if found else ""


def test_every_question_of_the_plan_is_there_in_its_order(ana: Desk) -> None:
    planned = [item.item.link_id for step in plan().steps for item in step.items]
    assert list(rows(ana.get("/staff/blank/en"))) == planned


def test_what_is_printed_is_word_for_word_what_was_pinned(ana: Desk) -> None:
    for link_id, row in rows(ana.get("/staff/blank/en")).items():
        assert pin(printed(row)) == PINNED[link_id], link_id


def test_what_an_instrument_says_before_its_questions_stands_there(ana: Desk) -> None:
    page = ana.get("/staff/blank/en")
    stem = catalogue().instruments["phq9"].stem
    assert rows(page)["phq9_1"].select(".frame")[0].get_text() == stem
    assert not rows(page)["phq9_2"].select(".frame")


def test_in_spanish_published_words_are_spanish_and_what_is_not_published_stays_english_and_says_so(ana: Desk) -> None:
    found = rows(ana.get("/staff/blank/es"))
    assert found["phq9_1"].select(".text[lang=es]")[0].get_text() == "Poco interés o placer en hacer cosas"
    english = found["taps1_1"]
    assert english.select(".text[lang=en]")
    assert "Solo en inglés." in english.get_text()
    assert pin(printed(english)) == PINNED["taps1_1"]


def test_every_question_can_be_left_by_who_would_rather_not_answer(ana: Desk) -> None:
    for link_id, row in rows(ana.get("/staff/blank/en")).items():
        assert row.select("li:not([data-value])")[-1].get_text() == "I'd rather not answer", link_id


def test_the_paper_says_who_passes_a_question_over(ana: Desk) -> None:
    page = ana.get("/staff/blank/en")
    number = {link_id: at for at, link_id in enumerate(rows(page), 1)}
    first, last = number["asq_1"], number["asq_4"]
    assert hint(page, "asq_5") == f"Only if you chose “Yes” at {first}-{last}."
    assert hint(page, "taps2_alc_1") == f"Only if you chose anything but “Never” at {number['taps1_2']}."
    assert hint(
        page, "px_relief_pain"
    ) == "Only if you drank alcohol or used drugs in the past 12 months." or "4" in hint(page, "px_relief_pain")
    assert hint(page, "bam_8").endswith("in the past 12 months, or you are in recovery.")


def test_what_cannot_be_said_in_a_few_words_is_asked_of_everybody(ana: Desk) -> None:
    page = ana.get("/staff/blank/en")
    for link_id in ("gad7_3", "px_wd_history_severe", "phq9_1"):
        assert hint(page, link_id) == ""


def test_the_young_are_told_which_questions_are_theirs(ana: Desk) -> None:
    page = ana.get("/staff/blank/en")
    number = {link_id: at for at, link_id in enumerate(rows(page), 1)}
    mood = f"{number['phq9_1']}-{number['asq_4_when']}"
    assert f"If you are under 18, answer only {mood}" in rows(page)["age"].get_text()


def test_help_stands_at_the_head_of_every_printed_page(ana: Desk) -> None:
    for language, danger in (("en", "In danger, call 911"), ("es", "En peligro, llame al 911")):
        head = ana.get(f"/staff/blank/{language}").select("table.paper > thead")[0].get_text()
        assert "988" in head
        assert danger in head


def test_it_begins_with_a_title_that_tells_nothing_and_the_name_of_the_center(app: Flask, ana: Desk) -> None:
    for language, title in (("en", "Questions for you"), ("es", "Preguntas para usted")):
        first = ana.get(f"/staff/blank/{language}").select("table.paper > tbody > tr")[0].get_text(" ", strip=True)
        assert first == f"{title} {app.extensions['braid.site'].name}"


def test_consent_and_how_to_reach_the_person_have_their_place(ana: Desk) -> None:
    text = ana.get("/staff/blank/en").select("table.paper")[0].get_text(" ", strip=True)
    for words in (
        "I have read this, and I agree.",
        "Signature and date",
        "A name that is safe to ask for",
        "You may text me",
    ):
        assert words in text


def test_each_instrument_is_named_with_its_licence(ana: Desk) -> None:
    sources = ana.get("/staff/blank/en").select(".sources")[0].get_text()
    for owner in {catalogue().instrument_of(link_id).id for link_id in catalogue().items}:
        assert catalogue().instruments[owner].licence in sources, owner


def test_neither_title_nor_head_says_what_it_is_about(ana: Desk) -> None:
    page = ana.get("/staff/blank/en")
    assert page.title
    assert page.title.get_text() == "Paper form – Braid"


def test_a_module_that_is_not_asked_is_not_printed(app: Flask, ana: Desk) -> None:
    app.extensions["braid.site"] = replace(app.extensions["braid.site"], modules=("peg",))
    found = rows(ana.get("/staff/blank/en"))
    assert "peg_1" in found
    assert not found.keys() & {"k6_1", "phq15_1", "hark_1", "sisq_1", "pcptsd5_0"}


def test_there_is_no_form_in_a_language_that_we_do_not_speak(ana: Desk) -> None:
    ana.get("/staff/blank/fr", 404)
