"""One's own copy of letter and answers: a plain file, made only where that is safe, without what is not."""

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.client_browser import ClientBrowser, check_response, somebody
from tests.support.codes import come_back, with_code
from tests.support.desk import desk_of, hand_over
from tests.support.people import ACUTE, HEROIN_AND_DEPRESSION, NOTHING
from tests.support.walker import Walker

UNSAFE_AT_HOME: dict[str, object] = NOTHING | {
    "px_safe_home": "unsure",
    "px_immediate_danger": "no",
    "px_harm_others_recent": "yes",
    "px_harm_others_now": "no",
}
NEVER_SHOWN_AGAIN = (
    "safe where you live",
    "danger from another person",
    "hurting or killing someone else",
    "those thoughts",
)


def sent(app: Flask, known: dict[str, object] = NOTHING) -> Walker:
    walker = somebody(app, known)
    walker.walk()
    return walker


def copy(walker: Walker) -> TestResponse:
    assert isinstance(walker.browser, ClientBrowser)
    response = walker.browser.client.get("/copy")
    check_response("/copy", response)
    return response


def test_the_copy_holds_the_letter_the_answers_the_reference_and_the_crisis_lines(app: Flask) -> None:
    walker = sent(app, HEROIN_AND_DEPRESSION)
    reference = walker.seen[-1].soup.select_one("[data-reference]")
    assert reference is not None
    text = copy(walker).get_data(as_text=True)
    assert "heroin may have a strong pull" in text
    assert "does not diagnose anything" in text
    assert "In the PAST 3 MONTHS, did you use heroin?\n- Yes" in text
    assert reference.get_text() in text
    assert all(way in text for way in ("Call 988", "Text 988", "Call 911"))


def test_it_says_every_sentence_of_the_letter_on_the_page(app: Flask) -> None:
    walker = sent(app, HEROIN_AND_DEPRESSION | {"asq_3": "yes", "asq_5": "no", "px_stress_use": "4", "bam_8": "4"})
    text = copy(walker).get_data(as_text=True)
    said = walker.open("/result").soup.select(".letter p, .letter li:not(:has(a)):not(.wide)")
    apart = {tag.get_text(" ", strip=True) for tag in walker.seen[-1].soup.select(".keep p, details p")}
    sentences = {tag.get_text(" ", strip=True) for tag in said} - apart
    assert len(sentences) > 10
    assert not [sentence for sentence in sentences if sentence not in text]


def test_it_is_a_file_with_a_neutral_name_that_no_cache_keeps_and_no_site_learns_of(app: Flask) -> None:
    headers = copy(sent(app)).headers
    assert headers["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_no_answer_about_safety_with_others_is_in_it_and_nothing_that_tells_on_one(app: Flask) -> None:
    text = copy(sent(app, UNSAFE_AT_HOME)).get_data(as_text=True)
    assert not [words for words in NEVER_SHOWN_AGAIN if words in text]
    assert "A question about safety" not in text


def test_the_file_looks_the_same_whatever_was_said_about_safety_with_others(app: Flask) -> None:
    def answers(known: dict[str, object]) -> str:
        return copy(sent(app, known)).get_data(as_text=True).partition("My answers")[2]

    assert answers(UNSAFE_AT_HOME) == answers(NOTHING)


def test_a_sentence_on_safety_stands_before_the_choice(app: Flask) -> None:
    page = sent(app).open("/result")
    choice = page.soup.select_one("a[href='/copy']")
    assert choice is not None
    before = " ".join(tag.get_text() for tag in choice.find_all_previous("p"))
    assert "This puts a file on this device" in before
    assert "Whoever can open the device can read it" in before


def test_there_is_no_copy_before_sending(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    here = walker.walk(until="/check").path
    response = copy(walker)
    assert (response.status_code, response.headers["Location"]) == (303, here)


def test_without_a_visit_there_is_no_copy(app: Flask) -> None:
    assert ClientBrowser(app.test_client()).get("/copy").status == 410


def test_after_leaving_there_is_no_copy(app: Flask) -> None:
    walker = sent(app)
    walker.open("/leave")
    assert walker.open("/copy").status == 410


def test_a_return_code_opens_no_copy(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/s/5")
    code = with_code(walker)
    walker.open("/check")
    walker.walk()
    response = copy(come_back(app, code))
    assert (response.status_code, response.headers["Location"]) == (303, "/received")


def test_on_a_device_of_the_centre_it_is_neither_offered_nor_given(app: Flask) -> None:
    walker = somebody(app)
    walker.open("/kiosk")
    walker.go_on(pin=hand_over(desk_of(app, "coordinator")))
    walker.walk()
    assert "/copy" not in walker.open("/result").html
    refused = walker.open("/copy")
    assert refused.status == 403
    assert "Other people use this device too" in refused.text
