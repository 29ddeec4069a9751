"""The PDF of a screening says what its page says, in the reader's language."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from app.extensions.clock import StoppedClock
from app.handoff.notice import NOTICE, SHORT_NOTICE
from tests.integration.staff.every_page.case import MUCH
from tests.support.desk import CALM, CONTACT, Desk, arrive, call_then, desk_of, soup
from tests.support.handoff import consent, hand_off, text_of
from tests.support.pdf import pages_of

OWN_WORDS = '<img src=file:///etc/passwd> #panic("x") \u202e'


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_says_everything_that_the_page_says(app: Flask, desk: Desk, language: str) -> None:
    if language == "es":
        desk.post("/language", language="es")
    case = f"/staff/screenings/{arrive(app, {**MUCH, 'phq9_1': 'skip', 'px_matters': OWN_WORDS}, CONTACT)}"
    given = consent(desk, case)
    page = soup(hand_off(desk, case, given, "sheet"))
    document = hand_off(desk, case, given, "pdf")
    said = flat(text_of(document))
    for part in page.select(".sheet :is(h1, h2, h3, dd, .score-line strong, .missing li, .plain li, .track, td, th)"):
        for piece in part.find_all(string=True, recursive=True):
            assert flat(piece) in said, piece
    assert str(PdfReader(BytesIO(document.get_data())).root_object["/Lang"]) == language
    assert flat("<img src=file:///etc/passwd>") in said
    assert "[U+202E]" in said


def test_each_page_of_it_says_the_law_and_the_scope(app: Flask, desk: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, MUCH, CONTACT)}"
    pages = pages_of(hand_off(desk, case, consent(desk, case, recipient="Elm Street Clinic"), "pdf").get_data())
    assert len(pages) > 1
    for page in pages:
        assert page.count(SHORT_NOTICE) == 2
        assert "Handed to Elm Street Clinic. Purpose: Treatment. What: Scores" in page
    assert sum(page.count(NOTICE) for page in pages) == 1


def test_a_flag_that_no_longer_holds_is_still_told(app: Flask, desk: Desk) -> None:
    case = f"/staff/screenings/{call_then(app, MUCH, {**CALM, 'phq9_9': 0, 'asq_3': 'no'})}"
    text = text_of(hand_off(desk, case, consent(desk, case, what="report"), "pdf"))
    assert "(held before; with the later answers it no longer holds)" in text
    assert "Every answer" not in text
    assert "Thresholds and texts have not been signed off by a clinical lead." in text
