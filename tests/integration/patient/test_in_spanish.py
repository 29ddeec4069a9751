"""The person's side in Spanish: who gets it, that nothing is lost by changing, and which lines come first."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import get_domain

from app.extensions import clock, db
from app.intake.models import Consent, Screening
from app.intake.records import Record
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.people import ACUTE, NOTHING, not_me
from tests.support.walker import Page, Walker

SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}


def spoken(page: Page) -> str:
    return str(page.soup.html["lang"]) if page.soup.html else ""


def speak(client: FlaskClient, language: str, on: str = "/") -> None:
    """Press the button of this language on a page."""
    client.post("/language", data={"language": language}, headers={"Referer": f"http://localhost{on}"})


@pytest.fixture
def speaker(app: Flask) -> Walker:
    """Somebody who chose Spanish and needs help."""
    client = app.test_client()
    speak(client, "es")
    return Walker(ClientBrowser(client), ACUTE, not_me)


def first_links(page: Page, where: str) -> list[tuple[str, str]]:
    return [(str(link["href"]), " ".join(link.get_text(" ").split())) for link in page.soup.select(f"{where} a[href]")]


def test_a_browser_that_asks_for_spanish_gets_it_at_the_first_visit(client: FlaskClient) -> None:
    assert '<html lang="es">' in client.get("/", headers=SPANISH).text
    assert '<html lang="en">' in client.get("/").text


def test_what_the_reader_chose_counts_more_than_what_the_browser_asks_for(client: FlaskClient) -> None:
    speak(client, "en")
    assert '<html lang="en">' in client.get("/", headers=SPANISH).text


def test_the_choice_is_offered_on_every_page_and_comes_back_to_it(client: FlaskClient) -> None:
    page = Page("/privacy", 200, client.get("/privacy").text)
    button = page.soup.select_one("footer form[action='/language'] button")
    assert button is not None
    assert (button["name"], button["value"], button["lang"]) == ("language", "es", "es")
    chosen = client.post("/language", data={"language": "es"}, headers={"Referer": "http://localhost/privacy"})
    assert chosen.headers["Location"] == "/privacy"
    assert '<html lang="es">' in client.get("/privacy").text


@pytest.mark.parametrize("sent_by", [{"Referer": "http://localhost/nothing-here"}, {}])
def test_a_choice_from_nowhere_leads_to_the_first_page(client: FlaskClient, sent_by: dict[str, str]) -> None:
    chosen = client.post("/language", data={"language": "es"}, headers=sent_by)
    assert chosen.headers["Location"] == "/"


def test_nobody_chooses_for_the_reader_from_another_site(client: FlaskClient) -> None:
    forged = client.post("/language", data={"language": "es"}, headers={"Origin": "http://elsewhere.example"})
    assert forged.status_code == 403
    assert "Set-Cookie" not in forged.headers


def test_a_choice_of_staff_stays_with_staff(client: FlaskClient) -> None:
    refused = client.post("/language", data={"language": "es"}, headers={"Referer": "http://localhost/staff/sign-out"})
    assert refused.headers["Location"] == "/staff/"


def test_changing_in_the_middle_loses_no_answer(app: Flask) -> None:
    client = app.test_client()
    walker = Walker(ClientBrowser(client), NOTHING | {"phq9_1": "2"}, not_me)
    page = walker.walk_to("phq9_2")
    assert spoken(page) == "en"
    speak(client, "es", on=page.path)
    again = walker.open(page.path)
    assert spoken(again) == "es"
    assert again.soup.select("[name=phq9_2]")
    before = walker.open("/s/8")
    assert before.soup.select("[name=phq9_1][value='2'][checked]")
    assert walker.walk(until="/check").path == "/check"


def test_the_page_after_a_long_pause_still_speaks_spanish(speaker: Walker) -> None:
    speaker.walk_to("phq9_1")
    with clock.stopped(clock.now() + timedelta(hours=1)):
        late = speaker.open("/s/8")
    assert late.status == 410
    assert spoken(late) == "es"
    assert "cerrada" in late.text


def test_leaving_takes_the_choice_away(speaker: Walker) -> None:
    assert spoken(speaker.open("/leave")) == "es"
    assert spoken(speaker.open("/")) == "en"


def test_the_strip_on_every_page_leads_to_988_in_spanish(speaker: Walker) -> None:
    for path in ("/", "/privacy", "/help", "/nothing-here", "/leave"):
        strip = first_links(speaker.open(path), "section.strip")
        call, text = ("tel:988", "Llame al 988 y marque el 2"), ("sms:988", "Envíe AYUDA al 988")
        assert strip[:3] == [call, text, ("tel:911", "911")], path


def test_help_after_an_answer_puts_the_spanish_line_first(speaker: Walker) -> None:
    page = speaker.walk(until="/h/")
    assert spoken(page) == "es"
    call, text, emergency = first_links(page, "main ul.big")
    assert call[0] == "tel:988"
    assert call[1].startswith("Llame al 988 y marque el 2")
    assert text[0] == "sms:988"
    assert text[1].startswith("Envíe AYUDA al 988")
    assert emergency[0] == "tel:911"


def test_the_page_that_needs_no_answer_puts_the_spanish_line_first_and_keeps_the_other(speaker: Walker) -> None:
    page = speaker.open("/help")
    assert first_links(page, "main ul.big")[0][1].startswith("Llame al 988 y marque el 2")
    assert "Línea 988 de Prevención del Suicidio y Crisis" in page.text
    texts = [text for _, text in first_links(page, "ul.lines")]
    assert texts.index("Envíe AYUDA al 741741") < texts.index("Envíe HOME al 741741")


def test_the_body_of_a_redirect_tells_how_to_be_answered_in_spanish(client: FlaskClient) -> None:
    redirect = client.get("/s/1", headers=SPANISH)
    sent = client.post("/start", headers=SPANISH)
    assert (redirect.status_code, sent.status_code) == (410, 303)
    for said in ('<html lang="es">', "Llame al 988 y marque el 2", "Envíe la palabra AYUDA al 988"):
        assert said in sent.text


def test_a_name_that_has_no_spanish_one_says_that_it_is_english(speaker: Walker) -> None:
    names = {tag.get_text(): tag.get("lang") for tag in speaker.open("/help").soup.select("ul.lines strong")}
    assert names["SafeSpot"] == "en"
    assert names["Línea de Crisis para Veteranos"] is None


def test_the_catalogues_are_read_once_and_not_again_for_every_page(app: Flask) -> None:
    with app.test_request_context():
        first = get_domain()
    with app.test_request_context():
        assert get_domain() is first


def test_the_words_of_the_consent_are_kept_in_the_language_in_which_they_were_read(app: Flask, speaker: Walker) -> None:
    speaker.walk()
    english = somebody(app)
    english.walk()
    with app.app_context():
        rows = db.session.query(Screening).all()
        given = {content["language"]: content for row in rows for _, content in Record.open(row).all(Consent)}
    assert given["es"]["version"] == given["en"]["version"]
    assert given["es"]["text_hash"] != given["en"]["text_hash"]
