"""Short texts to read on: for anybody, at addresses that say nothing, with author and day."""

import pytest
from flask import Flask

from app.extensions import db
from app.intake.arriving.models import Draft
from app.leaflets import leaflets
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.people import HEROIN_AND_DEPRESSION


def test_anybody_can_read_every_text_without_a_visit(app: Flask) -> None:
    browser = ClientBrowser(app.test_client())
    listed = browser.get("/read")
    for number, leaflet in leaflets().items():
        assert listed.soup.select_one(f"main a[href='/read/{number}']")
        page = browser.get(f"/read/{number}")
        assert page.soup.select_one("h1").get_text() == leaflet.title  # type: ignore[union-attr]  # every page has one
        assert all(text in page.text for text in leaflet.paragraphs)
    assert not browser.client.get_cookie("s")
    with app.app_context():
        assert db.session.query(Draft).count() == 0


def test_a_text_names_its_author_and_its_day(app: Flask) -> None:
    page = ClientBrowser(app.test_client()).get("/read/1")
    assert "Written by Braid project on November 21, 2026" in page.text
    assert "SAMHSA: TIP 42" in page.text


def test_a_text_that_nobody_has_checked_claims_nothing_and_worries_nobody(app: Flask) -> None:
    page = ClientBrowser(app.test_client()).get("/read/1")
    assert "Checked by" not in page.text
    assert "not reviewed" not in page.text.lower()


def test_a_text_that_was_checked_says_by_whom_and_when(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = leaflets()[1].model_copy(update={"reviewer": "Dr. Made Up", "reviewed_on": leaflets()[1].written_on})
    monkeypatch.setitem(leaflets(), 1, checked)
    assert "Checked by Dr. Made Up on November 21, 2026" in ClientBrowser(app.test_client()).get("/read/1").text


@pytest.mark.parametrize("path", ["/read/0", "/read/99", "/read/-1", "/read/one"])
def test_a_text_that_does_not_exist_is_a_page_with_help(app: Flask, path: str) -> None:
    assert ClientBrowser(app.test_client()).get(path).status == 404


def test_the_letter_points_to_the_texts_that_fit_and_each_link_leads_there(app: Flask) -> None:
    walker = somebody(app, HEROIN_AND_DEPRESSION)
    walker.walk()
    links = [str(link["href"]) for link in walker.open("/result").soup.select("main .reads a")]
    assert "/read/1" in links
    assert "/read/4" in links
    assert all(walker.open(link).path == link for link in links)


def test_every_page_of_the_person_leads_to_the_texts(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/s/2")
    for page in walker.seen:
        assert page.soup.select_one("footer a[href='/read']"), page.path
