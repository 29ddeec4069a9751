"""Somebody answers by phone: the coordinator gets the words to say at the answer, and they stand first in the queue."""

from playwright.sync_api import Page, expect

from tests.e2e.enrolment import enrol
from tests.support.axe import assert_accessible
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import NOTHING, not_me
from tests.support.screens import NO_SIDEWAYS, SMALL
from tests.support.scripts_off import switch_scripts_off
from tests.support.walker import Walker


def assert_fits(page: Page) -> None:
    """Accessible, on a wide screen and on a small one, with nothing beside it."""
    wide = page.viewport_size
    assert wide
    for size in (wide, SMALL):
        page.set_viewport_size(size)
        assert_accessible(page)
        assert page.evaluate(NO_SIDEWAYS)
    page.set_viewport_size(wide)


def test_an_acute_person_on_the_phone_hears_help_at_the_answer_and_stands_first_in_the_queue(
    own_laptop: Page, own_server: LiveServer
) -> None:
    # Given somebody else who was there before, with nothing pressing
    Walker(LiveBrowser(own_server.base_url), NOTHING, not_me).walk()
    laptop = own_laptop
    enrol(laptop, own_server)
    switch_scripts_off(laptop)

    # When a coordinator takes a call and the person agrees
    laptop.goto("/staff/entry")
    assert_fits(laptop)
    laptop.get_by_label("By phone").check()
    laptop.get_by_role("button", name="Begin").click()
    assert_fits(laptop)
    laptop.get_by_label("I read this out").check()
    laptop.get_by_role("button", name="Go on to the questions").click()
    assert_fits(laptop)
    laptop.get_by_role("button", name="Save and go on").click()

    # And says yes to thoughts of suicide, and then to `right now`
    laptop.locator("input[name=asq_3][value=yes]").check()
    laptop.get_by_role("button", name="Save and go on").click()
    if laptop.locator("a.go").count():
        laptop.locator("a.go").click()
    laptop.locator("input[name=asq_5][value=yes]").check()
    laptop.get_by_role("button", name="Save and go on").click()

    # Then the next page is the script, before any other question
    expect(laptop.get_by_role("heading", level=1)).to_have_text("Now, before any other question")
    expect(laptop.locator("main")).to_contain_text("Stay on the line")
    expect(laptop.locator("main")).to_contain_text("You are not alone. Call or text 988 now.")
    assert laptop.locator("input[type=radio]").count() == 0
    assert_fits(laptop)

    # When the number to call back is handed over at once
    laptop.get_by_label("Number to call back").fill("555-0100")
    laptop.get_by_role("button", name="Hand over now, with an alert").click()
    expect(laptop.locator("main")).to_contain_text("Handed over as")
    assert_fits(laptop)

    # And the coordinator is asked before a sign-out would lose the rest
    laptop.get_by_role("button", name="Sign out").click()
    expect(laptop.get_by_role("heading", level=1)).to_have_text("You have begun to enter answers")
    assert_fits(laptop)
    laptop.get_by_role("link", name="Go on with it").click()

    # Then the coordinator stops asking and sends what there is
    laptop.get_by_role("link", name="Contact").click()
    laptop.get_by_label("Phone number").fill("555-0100")
    laptop.get_by_label("We may call").check()
    assert_fits(laptop)
    laptop.get_by_role("button", name="Save and check").click()
    laptop.get_by_role("button", name="Send", exact=True).click()

    # Then the screening says how it came, and stands first in the queue
    expect(laptop.locator("main")).to_contain_text("Asked by phone, entered by Casey Coordinator")
    reference = laptop.get_by_role("heading", level=1).inner_text().split()[-1]
    laptop.goto("/staff/queue")
    expect(laptop.locator("[data-reference]").first).to_have_attribute("data-reference", reference)
    expect(laptop.locator("[data-reference]").first).to_have_attribute("data-level", "imminent")
