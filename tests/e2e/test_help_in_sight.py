"""On the smallest phone help is in sight without scrolling; pages of help, letter and texts are accessible to all."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.enrolment import enrol
from tests.e2e.screening import Person
from tests.support.axe import assert_accessible
from tests.support.live_server import LiveServer
from tests.support.people import ACUTE, HEROIN_AND_DEPRESSION, NOTHING
from tests.support.screens import NO_SIDEWAYS
from tests.support.scripts_off import scripts_allowed

SMALLEST: ViewportSize = {"width": 320, "height": 560}
EMERGENCY = NOTHING | {"px_med_now": ["overdose"]}


def in_sight(page: Page) -> None:
    """988 by call and by text, and 911, can be reached with one tap on what the eye sees first."""
    for way in ("tel:988", "sms:988", "tel:911"):
        expect(page.locator(f"a[href='{way}']").first).to_be_in_viewport(ratio=1)
    with scripts_allowed(page):
        assert page.evaluate(NO_SIDEWAYS), page.url


@pytest.mark.parametrize("path", ["/", "/help", "/someone", "/read", "/read/4"])
def test_on_a_page_that_needs_no_answer(phone: Page, path: str) -> None:
    phone.set_viewport_size(SMALLEST)
    phone.goto(path)
    in_sight(phone)
    assert_accessible(phone)


@pytest.mark.parametrize(("known", "leads"), [(ACUTE, "tel:988"), (EMERGENCY, "tel:911")], ids=["suicide", "emergency"])
def test_on_the_page_after_an_answer_the_line_that_leads_is_in_sight_too(
    phone: Page, known: dict[str, object], leads: str
) -> None:
    phone.set_viewport_size(SMALLEST)
    person = Person(phone, known)
    person.begin()
    person.walk("/h/")
    in_sight(phone)
    first = phone.locator("main .big a").first
    expect(first).to_have_attribute("href", leads)
    expect(first).to_be_in_viewport()
    assert_accessible(phone)


def test_on_the_letter_of_somebody_who_needed_help_on_the_way_and_a_copy_is_a_download(phone: Page) -> None:
    phone.set_viewport_size(SMALLEST)
    person = Person(phone, HEROIN_AND_DEPRESSION | ACUTE)
    person.begin()
    person.walk("/received")
    phone.goto("/result")
    in_sight(phone)
    expect(phone.locator("main .card .big a").first).to_be_in_viewport()
    assert_accessible(phone)
    with phone.expect_download() as started:
        phone.get_by_role("link", name="Put a copy on this device").click()
    assert started.value.suggested_filename == "notes.txt"
    expect(phone.get_by_role("heading", level=1)).to_have_text("What your answers say")


def test_staff_read_texts_and_lines_by_keyboard_and_on_a_small_screen(own_laptop: Page, own_server: LiveServer) -> None:
    enrol(own_laptop, own_server)
    own_laptop.get_by_role("link", name="Texts and lines").press("Enter")
    expect(own_laptop.get_by_role("heading", level=1)).to_have_text("Texts and lines")
    own_laptop.get_by_text("Read it: How to stay safer around opioids").press("Enter")
    expect(own_laptop.get_by_text("Try not to use alone.")).to_be_visible()
    assert_accessible(own_laptop)
    own_laptop.set_viewport_size(SMALLEST)
    assert own_laptop.evaluate(NO_SIDEWAYS)
    assert_accessible(own_laptop)
