"""One story on both sides: somebody says yes to `right now`, and a coordinator calls."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.enrolment import enrol
from tests.e2e.screening import Person
from tests.support.axe import assert_accessible
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import ACUTE, NOTHING, not_me
from tests.support.walker import Walker


def test_a_yes_to_right_now_brings_help_then_a_call_and_stands_first_in_the_queue(
    own_phone: Page, own_laptop: Page, own_server: LiveServer
) -> None:
    phone, laptop = own_phone, own_laptop
    # Given somebody else who was there before, with nothing pressing
    Walker(LiveBrowser(own_server.base_url), NOTHING, not_me).walk()

    # When a person says that they think of killing themselves right now
    person = Person(phone, ACUTE)
    person.begin()
    while not phone.locator("input[name=asq_5]").count():
        person.go_on()
    person.go_on()

    # Then the next page is help, before any other question
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Call or text 988 now")
    assert phone.locator("input[type=radio]").count() == 0

    # When they ask for a call
    phone.get_by_label("First name, or any name you like").fill("Robin")
    phone.get_by_label("Phone number").fill("555-0100")
    phone.get_by_role("button", name="Please call me").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("You asked us to call you")
    reference = phone.locator("[data-reference]").inner_text()

    # Then they stand first in the queue, although they have sent nothing yet
    enrol(laptop, own_server)
    rows = laptop.locator("[data-reference]")
    expect(rows.first).to_have_attribute("data-reference", reference)
    expect(rows.first).to_have_attribute("data-level", "imminent")
    expect(rows.first).to_contain_text("Asked for a call")
    assert_accessible(laptop)

    # When the coordinator opens it, claims it, calls, and closes it
    rows.first.get_by_role("link").first.click()
    assert_accessible(laptop)
    expect(laptop.locator("main")).to_contain_text("Do not leave a message")
    expect(laptop.locator("main")).to_contain_text("Are you having thoughts of killing yourself right now?")
    laptop.get_by_role("button", name="Claim it").click()
    laptop.get_by_label("Spoke with the person").check()
    laptop.get_by_role("button", name="Record it").click()
    expect(laptop.locator("main")).to_contain_text("Spoke with the person")
    laptop.get_by_text("Close this screening").click()
    laptop.get_by_role("button", name="Close it").click()
    expect(laptop).to_have_title(re.compile("^Error: "))
    assert_accessible(laptop)
    laptop.get_by_label("Emergency services involved").check()
    laptop.get_by_label("Your assessment").fill("Spoke for half an hour; an ambulance is with them.")
    laptop.locator("form[action$='/close']").get_by_label("If nobody: why not").fill("Alone on duty today.")
    laptop.get_by_role("button", name="Close it").click()

    # Then it is out of the queue, and everything that was done is on record
    expect(laptop.locator("main")).to_contain_text("Emergency services involved")
    laptop.goto("/staff/queue")
    expect(laptop.locator(f"[data-reference='{reference}']")).to_have_count(0)
    assert own_server.flask("activity", "verify").strip().startswith("the log is whole")

    # And the person can still finish, with the same reference
    phone.get_by_role("button", name="Go on with the questions").click()
    person.walk("/received")
    expect(phone.locator("[data-reference]")).to_have_text(reference)


@pytest.mark.parametrize("width", [360, 768])
def test_the_queue_can_be_read_on_a_small_screen(laptop: Page, live_server: LiveServer, width: int) -> None:
    laptop.set_viewport_size({"width": width, "height": 800})
    laptop.goto("/staff/sign-in")
    assert_accessible(laptop)
    assert laptop.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
