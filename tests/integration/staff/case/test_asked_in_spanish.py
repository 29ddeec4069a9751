"""A question read in Spanish: what the person sees, what is kept, and what staff read of it."""

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from app.extensions import db, writing
from app.instruments import catalogue
from app.intake.arriving.answering import give_answers
from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.submit import send
from app.intake.draft_state import DraftState
from app.intake.models import Screening
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.desk import CALM, Desk, answer_all, arrive, begin
from tests.support.people import not_me
from tests.support.walker import Page, Walker

OFFICIAL = "Asked in Spanish (official translation)"
NOT_REVIEWED = "Asked in Spanish; wording not yet reviewed by a qualified translator"
ONLY_ENGLISH = "This part is only in English."
LOW_MOOD = {"age": "34", "phq9_1": "3", "px_private": "yes", "px_safe_home": "yes"}


@pytest.fixture
def reader(app: Flask) -> Walker:
    """Somebody whose browser asks for Spanish."""
    client = app.test_client()
    client.set_cookie("l", "es")
    return Walker(ClientBrowser(client), LOW_MOOD, not_me)


def question(page: Page, link_id: str) -> Tag:
    """The fieldset of one question."""
    field = page.soup.select_one(f'fieldset:has([name="{link_id}"])')
    assert field is not None, page.text
    return field


def page_with(walker: Walker, link_id: str) -> Page:
    return next(page for page in walker.seen if f'name="{link_id}"' in page.html)


def part_of(page: Page) -> str:
    """The part that a page names above its questions."""
    caption = page.soup.select_one("p.caption")
    assert caption is not None, page.text
    return caption.get_text().partition(": ")[2]


def row(page: BeautifulSoup, english: str) -> Tag:
    """The row of a question under Every answer."""
    return next(row for row in page.select("#answers tbody tr") if row.get_text(" ", strip=True).startswith(english))


def spoken(row: Tag) -> list[tuple[str | None, str]]:
    """What stands beside the English: language and words."""
    return [(str(part["lang"]) if part.has_attr("lang") else None, part.get_text()) for part in row.select(".spoken")]


def reviewed(app: Flask, desk: Desk) -> BeautifulSoup:
    """The review page of the one who sent last."""
    with app.app_context():
        return desk.get(f"/staff/screenings/{db.session.scalars(db.select(Screening.id)).one()}")


def first_in(draft: OpenDraft, language: str) -> None:
    """Answer our first question, as asked in this language."""
    give_answers(draft, draft.path().steps[0], {"px_helper": "no"}, {"px_helper": language})


def test_a_published_translation_is_asked_word_for_word(reader: Walker) -> None:
    reader.walk(until="/s/8")
    page = page_with(reader, "phq9_1")
    field = question(page, "phq9_1")
    assert field.h1 is not None
    assert field.h1.get_text() == "Poco interés o placer en hacer cosas"
    assert "¿qué tan seguido ha tenido molestias" in field.get_text()
    assert [label.get_text() for label in field.select("label")][:2] == ["Ningún día", "Varios días"]
    assert field.select("[lang]") == []
    assert ONLY_ENGLISH not in page.text


def test_what_was_not_published_in_spanish_is_english_and_says_so(reader: Walker) -> None:
    reader.walk(until="/check")
    page = page_with(reader, "taps1_1")
    field = question(page, "taps1_1")
    assert field.h1 is not None
    assert field.h1["lang"] == "en"
    labels = [(label.span.get("lang"), label["class"]) for label in field.select("label") if label.span]
    assert labels[0] == ("en", ["row"])
    assert labels[-1] == (None, ["row", "quiet"])
    assert page.soup.select_one("p.note") is not None


def test_the_start_page_names_every_part_in_which_a_question_is_english(reader: Walker) -> None:
    reader.walk(until="/check")
    start, *pages = reader.seen
    facts = [fact.get_text(" ") for fact in start.soup.select("dl.facts dd")]
    met = {part_of(page) for page in pages if page.soup.select("h1[lang=en]")}
    assert met
    [told] = [fact for fact in facts if all(part in fact for part in met)]
    assert part_of(page_with(reader, "phq9_1")) not in told


def test_who_reads_in_english_is_told_nothing_of_languages(app: Flask, reader: Walker) -> None:
    english = somebody(app).open()
    assert len(english.soup.select("dl.facts dd")) == len(reader.open().soup.select("dl.facts dd")) - 1


def test_staff_read_the_english_and_the_spanish_beside_it(app: Flask, ana: Desk, reader: Walker) -> None:
    assert reader.walk().path == "/received"
    page = reviewed(app, ana)
    mood = row(page, "Little interest or pleasure in doing things")
    assert "Nearly every day" in mood.get_text()
    assert spoken(mood) == [
        ("es", "Poco interés o placer en hacer cosas"),
        (None, OFFICIAL),
        ("es", "Casi todos los días"),
    ]
    assert spoken(row(page, catalogue().item("taps1_1").text)) == []


def test_the_check_page_shows_the_words_in_which_the_person_answered(reader: Walker) -> None:
    reader.walk(until="/check")
    shown = reader.seen[-1].soup
    mood = next(part for part in shown.select("dl.answers > div") if "Poco interés" in part.get_text())
    assert "Casi todos los días" in mood.get_text()
    assert mood.select("[lang]") == []
    english = [part["lang"] for part in shown.select("dl.answers dt[lang]")]
    assert english
    assert set(english) == {"en"}


def test_an_answer_that_is_kept_unseen_stays_as_it_was_asked(app: Flask, ana: Desk, reader: Walker) -> None:
    reader.walk(until="/check")
    hidden = page_with(reader, "px_harm_others_recent")
    reader.browser.post("/language", [("language", "en")])
    Walker(reader.browser, otherwise=lambda name, values: None, seen=[hidden]).go_on()
    reader.open("/check")
    reader.walk()
    asked = row(reviewed(app, ana), catalogue().item("px_harm_others_recent").text)
    assert [language for language, _ in spoken(asked)] == ["es", None, "es"]


def test_a_question_of_our_own_is_marked_as_not_reviewed(app: Flask, ana: Desk) -> None:
    with app.app_context(), writing():
        draft = begin()
        first_in(draft, "es")
        answer_all(draft, CALM)
        send(draft)
    marks = [part.get_text() for part in reviewed(app, ana).select("#answers em.spoken")]
    assert marks == [NOT_REVIEWED]


def test_once_a_translator_has_signed_staff_read_who(app: Flask, ana: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.staff.case.asked_in.reviewed", lambda language: {"texts": f"R. Ríos for {language}"})
    with app.app_context(), writing():
        draft = begin()
        first_in(draft, "es")
        answer_all(draft, CALM)
        send(draft)
    marks = [part.get_text() for part in reviewed(app, ana).select("#answers em.spoken")]
    assert marks == ["Asked in Spanish; wording reviewed by R. Ríos for es"]


def test_an_answer_given_anew_in_english_counts_as_asked_in_english(app: Flask) -> None:
    with app.app_context(), writing():
        draft = begin()
        first_in(draft, "es")
        assert draft.state.asked_in == {"px_helper": "es"}
        first_in(draft, "en")
        assert draft.state.asked_in == {}


def test_who_was_asked_in_english_leaves_no_note(app: Flask, ana: Desk) -> None:
    page = ana.get(f"/staff/screenings/{arrive(app, CALM)}")
    assert page.select(".spoken") == []


def test_a_draft_begun_before_there_were_languages_goes_on(app: Flask) -> None:
    with app.app_context(), writing():
        kept = begin().state.to_json()
    del kept["asked_in"]
    assert DraftState.from_json(kept).asked_in == {}
