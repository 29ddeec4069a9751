"""A person walks the whole screening on a phone without JavaScript; every page on the way is accessible."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.screening import Person
from tests.support.axe import assert_accessible
from tests.support.people import ACUTE, HEROIN_AND_DEPRESSION, NOTHING, everything
from tests.support.screens import NO_SIDEWAYS
from tests.support.scripts_off import scripts_allowed


def test_somebody_with_nothing_to_report_gets_a_receipt_and_a_letter(phone: Page) -> None:
    person = Person(phone, NOTHING)
    person.begin()
    person.walk("/received")
    expect(phone.locator("[data-reference]")).to_have_text(re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$"))
    phone.get_by_role("link", name="Read my letter").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("What your answers say")


def test_somebody_with_heroin_and_depression_reads_how_the_strands_pull_on_each_other(phone: Page) -> None:
    person = Person(phone, HEROIN_AND_DEPRESSION)
    person.begin()
    person.walk("/received")
    phone.get_by_role("link", name="Read my letter").click()
    expect(phone.locator("main")).to_contain_text("heroin may have a strong pull")
    expect(phone.locator("main")).to_contain_text("low mood weighs on you a lot")


def test_every_page_of_the_longest_way_is_accessible(phone: Page) -> None:
    person = Person(phone, {"age": "34", "asq_5": "no"}, everything)
    person.begin()
    seen = set()
    for page in person.pages_until("/received"):
        assert_accessible(page)
        seen.add(person.path)
    for path in ("/result", "/help", "/privacy", "/stop", "/nothing-here"):
        phone.goto(path)
        assert_accessible(phone)
    assert len(seen) > 120


def test_an_error_is_announced_and_leads_to_the_question(phone: Page) -> None:
    person = Person(phone, ACUTE)
    person.begin()
    person.walk("/s/9")
    phone.locator("button[name=continue]").click()
    expect(phone).to_have_title("Error: Check-in")
    expect(phone.locator(".summary")).to_be_focused()
    assert_accessible(phone)
    phone.locator(".summary a").click()
    expect(phone.locator("input[name=phq9_2]").first).to_be_focused()


def test_a_narrow_phone_never_scrolls_sideways_and_shows_the_number_without_scrolling(phone: Page) -> None:
    phone.set_viewport_size({"width": 320, "height": 560})
    person = Person(phone, ACUTE)
    person.begin()
    for page in person.pages_until("/received"):
        with scripts_allowed(page):
            assert page.evaluate(NO_SIDEWAYS), person.path
        if person.path.startswith("/h/"):
            expect(page.locator("main a[href='tel:988']").first).to_be_in_viewport()
