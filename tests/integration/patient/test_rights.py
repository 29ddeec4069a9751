"""What the law says of the record (42 CFR 2.22): before the first question, on each page, kept with what is sent."""

import pytest
from flask import Flask

from app.asking.consent import rights
from app.extensions import db
from app.intake.models import Consent, Screening
from app.intake.records import Record
from tests.support.client_browser import somebody
from tests.support.people import ACUTE


@pytest.mark.parametrize(("language", "said"), [("en", "You can end a consent"), ("es", "Puede terminar un")])
def test_it_can_be_read_in_full_before_anything_is_asked(app: Flask, language: str, said: str) -> None:
    client = app.test_client()
    client.post("/language", data={"language": language})
    page = client.get("/privacy").text
    assert said in page
    with app.test_request_context(headers={"Accept-Language": language}):
        for heading, texts in rights().sections:
            assert all(text in page for text in (heading, *texts))


def test_it_is_one_link_away_from_the_first_page_the_consent_and_each_question(app: Flask) -> None:
    walker = somebody(app)
    assert walker.open("/").soup.select("a[href='/privacy']")
    consent = walker.go_on()
    assert consent.path == "/consent"
    assert consent.soup.select("main a[href='/privacy#rights']")
    assert walker.open("/privacy").soup.select("#rights")
    question = walker.walk(until="/s/4")
    assert question.soup.select("a[href='/privacy']")


def test_it_is_one_link_away_from_every_page_of_the_whole_way(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk()
    assert len(walker.seen) > 50
    assert [page.path for page in walker.seen if not page.soup.select("a[href='/privacy']")] == []


def test_the_version_that_stood_there_is_kept_with_what_was_sent(app: Flask) -> None:
    somebody(app).walk()
    with app.app_context():
        row = db.session.query(Screening).one()
        ((_, given),) = Record.open(row).all(Consent)
    assert given["rights"] == rights().version
