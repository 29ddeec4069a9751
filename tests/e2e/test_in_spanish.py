"""A person who chose Spanish on the first page reads it to the letter, on a phone without JavaScript."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.screening import Person
from tests.support.axe import assert_accessible
from tests.support.people import ACUTE, HEROIN_AND_DEPRESSION
from tests.support.screens import NO_SIDEWAYS
from tests.support.scripts_off import scripts_allowed

TITLE = "Registro"


def choose_spanish(phone: Page) -> None:
    phone.get_by_role("button", name="Español").first.click()


def test_somebody_answers_everything_in_spanish_and_reads_a_spanish_letter(phone: Page) -> None:
    person = Person(phone, ACUTE | HEROIN_AND_DEPRESSION)
    person.begin()
    choose_spanish(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Veamos cómo están las cosas para usted")
    for page in person.pages_until("/received"):
        expect(page.locator("html")).to_have_attribute("lang", "es")
        expect(page).to_have_title(TITLE)
    expect(phone.locator("[data-reference]")).to_have_text(re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$"))
    phone.get_by_role("link", name="Leer mi carta").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Qué dicen sus respuestas")
    expect(phone.locator("main")).to_contain_text("puede tener mucha fuerza en su vida ahora: heroína.")
    expect(phone.locator("main a[href='tel:988']").first).to_contain_text("Llame al 988 y marque el 2")


def test_changing_the_language_on_a_question_keeps_the_question_and_every_answer(phone: Page) -> None:
    person = Person(phone, HEROIN_AND_DEPRESSION)
    person.begin()
    person.walk("/s/9")
    choose_spanish(phone)
    assert person.path == "/s/9"
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    phone.get_by_role("link", name="Atrás").click()
    expect(phone.locator("input[name=phq9_1][value='2']")).to_be_checked()


def test_pages_in_spanish_are_accessible_and_fit_a_narrow_phone(phone: Page) -> None:
    phone.set_viewport_size({"width": 320, "height": 560})
    person = Person(phone, ACUTE)
    person.begin()
    choose_spanish(phone)
    for page in person.pages_until("/s/10"):
        assert_accessible(page)
    for path in ("/help", "/someone", "/privacy", "/stop", "/nothing-here"):
        phone.goto(path)
        assert_accessible(phone)
        with scripts_allowed(phone):
            assert phone.evaluate(NO_SIDEWAYS), path


def test_a_question_that_exists_in_english_only_says_so_to_a_screen_reader(phone: Page) -> None:
    person = Person(phone, HEROIN_AND_DEPRESSION)
    person.begin()
    choose_spanish(phone)
    for page in person.pages_until("/check"):
        if page.locator("[name=taps1_1]").count():
            break
    expect(phone.locator("legend h1")).to_have_attribute("lang", "en")
    expect(phone.locator("main .note")).to_have_text("Esta parte está solo en inglés.")
