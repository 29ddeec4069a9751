"""Two coordinators in two browsers: nobody overwrites anybody, and imminent stays so until one of them clears it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.enrolment import enrol
from tests.e2e.screening import Person
from tests.support.axe import assert_accessible
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import ACUTE, NOTHING, not_me
from tests.support.visit import visit
from tests.support.walker import Walker


@contextmanager
def at_a_desk(browser: Browser, server: LiveServer, email: str, name: str) -> Iterator[Page]:
    """Somebody who has come in, in a browser of their own."""
    with visit(browser, base_url=server.base_url) as context:
        page = context.new_page()
        enrol(page, server, email, name=name)
        yield page


@pytest.fixture
def ana(browser: Browser, own_server: LiveServer) -> Iterator[Page]:
    """The first coordinator."""
    with at_a_desk(browser, own_server, "ana@example.org", "Ana Duarte") as page:
        yield page


@pytest.fixture
def ben(browser: Browser, own_server: LiveServer) -> Iterator[Page]:
    """The second one, in a browser of his own."""
    with at_a_desk(browser, own_server, "ben@example.org", "Ben Okafor") as page:
        yield page


def look_at_the_same(ana: Page, ben: Page) -> None:
    for page in (ana, ben):
        page.goto("/staff/queue")
        page.locator("[data-reference] h2 a").first.click()


def open_and_write(page: Page, what: str, area: str, words: str) -> None:
    page.get_by_text(what, exact=True).first.click()
    page.locator(area).fill(words)


def test_two_claim_at_once_then_write_at_once_then_one_takes_over(ana: Page, ben: Page, own_server: LiveServer) -> None:
    Walker(LiveBrowser(own_server.base_url), NOTHING, not_me).walk()
    look_at_the_same(ana, ben)

    # Both see it free and both press: one holds it, the other reads who does
    ana.get_by_role("button", name="Claim it").click()
    ben.get_by_role("button", name="Claim it").click()
    expect(ana.locator(".pinned")).to_contain_text("You hold it")
    expect(ben.get_by_role("heading", name="Ana Duarte holds this screening already.")).to_be_visible()
    expect(ben.locator(".pinned")).to_contain_text("Held by Ana Duarte")

    # Both write: the second is told, and what he typed is still there to be sent
    open_and_write(ana, "Write a note", "#note-text", "She rang at nine.")
    open_and_write(ben, "Write a note", "#note-text", "Her brother rang at ten.")
    ana.locator("form[action$='/note'] button").click()
    with ben.expect_response("**/note") as answer:
        ben.locator("form[action$='/note'] button").click()
    assert answer.value.status == 409
    expect(ben.locator("main")).to_contain_text("This screening changed since you opened it.")
    expect(ben.locator("main")).to_contain_text("She rang at nine.")
    expect(ben.locator("#note-text")).to_have_value("Her brother rang at ten.")
    ben.locator("form[action$='/note'] button").click()
    expect(ben.locator("#notes + .entries > li")).to_have_count(2)

    # He takes it over, and says why; she reads it
    open_and_write(ben, "Take it over", "#take_over-text", "Ana went home.")
    ben.locator("form[action$='/take-over'] button").click()
    expect(ben.locator(".pinned")).to_contain_text("You hold it")
    ana.reload()
    expect(ana.locator(".pinned")).to_contain_text("Held by Ben Okafor")
    expect(ana.locator("#history")).to_contain_text("Ben Okafor took it over from Ana Duarte")
    expect(ana.locator("#history")).to_contain_text("Ana went home.")


def test_imminent_stays_imminent_after_a_changed_answer_until_a_human_clears_it(
    own_phone: Page, ana: Page, ben: Page, own_server: LiveServer
) -> None:
    # Given somebody who says that they think of killing themselves right now, and then goes back and says no
    person = Person(own_phone, ACUTE)
    person.begin()
    while not own_phone.locator("input[name=asq_5]").count():
        person.go_on()
    asked = own_phone.url
    person.go_on()
    own_phone.goto(asked)
    own_phone.check("input[name=asq_5][value=no]")
    own_phone.locator("button[name=continue]").click()
    person.known = {**ACUTE, "asq_5": "no"}
    own_phone.goto("/")
    own_phone.goto(asked)
    person.walk("/check")
    ana.clock.install()
    ana.goto("/staff/week")
    person.walk("/received")

    # Then a page that was open at a desk says so by itself, and leads there; every other page says it in red
    ana.clock.run_for(15_000)
    expect(ana.get_by_role("alert")).to_contain_text("Something that presses has come in.")
    assert_accessible(ana)
    ana.get_by_role("link", name="Look at it").click()
    expect(ana.locator("[data-shift]")).to_have_count(1)
    ben.goto("/staff/account")
    expect(ben.locator(".standing")).to_contain_text("Imminent: 1 that nobody has opened.")
    assert_accessible(ben)

    # Then it stands in the queue as imminent, and its page says that an earlier answer holds the level
    look_at_the_same(ana, ben)
    expect(ana.locator(".pinned .level")).to_contain_text("Imminent")
    expect(ana.locator(".pinned")).to_contain_text("An earlier answer holds the level.")

    # When Ana clears it with Ben's word, then it is imminent no more, for him as well
    ana.get_by_text("Change the level", exact=True).click()
    ana.get_by_label("Urgent", exact=True).check()
    ana.locator("#level-text").fill("Spoke with them: no thoughts now, safe at home.")
    ana.locator("#level-second").select_option("Ben Okafor")
    ana.get_by_role("button", name="Change it").click()
    expect(ana.locator(".pinned .level")).to_contain_text("Urgent")
    ben.goto("/staff/queue")
    expect(ben.locator("[data-reference]").first).to_have_attribute("data-level", "urgent")
    ben.locator("[data-reference] h2 a").first.click()
    expect(ben.locator(".pinned")).to_contain_text("Changed from imminent, last by Ana Duarte")
