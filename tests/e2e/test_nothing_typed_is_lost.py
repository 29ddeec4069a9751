"""Staff who have written something are asked before a click takes it away."""

from playwright.sync_api import Dialog, Page, expect

from tests.e2e.enrolment import enrol
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import NOTHING, not_me
from tests.support.walker import Walker


def test_a_click_on_the_menu_asks_before_what_was_written_is_lost(own_laptop: Page, own_server: LiveServer) -> None:
    # Given a coordinator who has begun to enter answers
    laptop, asked = own_laptop, list[str]()
    enrol(laptop, own_server)

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    laptop.on("dialog", stay)
    laptop.goto("/staff/entry")
    laptop.get_by_label("By phone").check()
    laptop.get_by_role("button", name="Begin").click()
    laptop.get_by_label("I read this out").check()
    laptop.get_by_role("button", name="Go on to the questions").click()
    assert asked == [], "what is sent is not lost"

    # When nothing was changed, then the menu just leads away
    there = laptop.url
    laptop.get_by_role("link", name="Queue").click()
    expect(laptop).to_have_url("/staff/queue")
    laptop.get_by_label("Reference, name or phone number").fill("nobody")
    laptop.goto(there)
    assert asked == [], "a search can be typed again"

    # When an answer was given, then the menu asks first, and the answer is still there
    answer = laptop.locator("form.entry input[type=radio]").first
    answer.check()
    laptop.get_by_role("link", name="Queue").click(no_wait_after=True)
    laptop.wait_for_timeout(0)
    assert asked == ["beforeunload"]
    expect(laptop).to_have_url(there)
    expect(answer).to_be_checked()

    # And saving asks nothing
    laptop.get_by_role("button", name="Save and stay here").click()
    expect(answer).to_be_checked()
    assert asked == ["beforeunload"]


def test_back_leads_to_the_screening_and_not_to_a_form_that_was_refused(
    own_laptop: Page, own_server: LiveServer
) -> None:
    # Given a try that was sent without saying how it went, and then sent whole
    Walker(LiveBrowser(own_server.base_url), NOTHING, not_me).walk()
    laptop = own_laptop
    enrol(laptop, own_server)
    laptop.locator("[data-reference] h2 a").click()
    laptop.get_by_role("button", name="Record it").click()
    expect(laptop.get_by_role("group", name="There is a problem")).to_be_visible()
    laptop.get_by_label("No answer").check()
    laptop.get_by_role("button", name="Record it").click()
    expect(laptop.locator("#attempts + .entries")).to_contain_text("No answer")

    # When they go back, then they see the screening as it is now
    laptop.go_back()
    expect(laptop.locator("#attempts + .entries")).to_contain_text("No answer")
    expect(laptop.get_by_role("group", name="There is a problem")).to_have_count(0)
