"""The queue of an open page: it tells who came in and moves nothing, and it can be worked with single keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.enrolment import enrol
from tests.support.axe import assert_accessible
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import NOTHING, not_me
from tests.support.walker import Walker


def come_in(server: LiveServer) -> None:
    Walker(LiveBrowser(server.base_url), NOTHING, not_me).walk()


@pytest.fixture
def queue(own_laptop: Page, own_server: LiveServer) -> Page:
    """The queue with two in it."""
    come_in(own_server)
    come_in(own_server)
    own_laptop.clock.install()
    enrol(own_laptop, own_server)
    return own_laptop


def test_single_keys_move_open_claim_search_and_can_be_turned_off(queue: Page) -> None:
    links = queue.locator("[data-reference] h2 a")

    # When j and k are pressed, then the focus goes from row to row
    for key, row in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
        queue.keyboard.press(key)
        expect(links.nth(row)).to_be_focused()

    # The slash leads to the search, where letters are letters
    queue.keyboard.press("/")
    queue.keyboard.type("jkc?/")
    expect(queue.get_by_label("Reference, name or phone number")).to_have_value("jkc?/")

    # The question mark opens the list, and Escape closes it
    links.first.focus()
    queue.keyboard.press("?")
    expect(queue.get_by_role("dialog", name="Keyboard")).to_be_visible()
    assert_accessible(queue)
    queue.keyboard.press("Escape")
    expect(queue.get_by_role("dialog")).to_be_hidden()

    # c claims, and with a modifier nothing happens
    links.nth(1).focus()
    queue.keyboard.press("Control+c")
    queue.keyboard.press("c")
    expect(queue.locator("main")).to_contain_text("Casey Coordinator")
    queue.goto("/staff/queue?tab=mine")
    expect(links).to_have_count(1)

    # Turned off, they are letters; the list still opens by its button
    queue.get_by_role("button", name="Keyboard").click()
    queue.get_by_role("button", name="Turn single keys off").click()
    expect(queue).to_have_url("/staff/queue?tab=mine")
    queue.keyboard.press("j")
    expect(links.first).not_to_be_focused()
    queue.get_by_role("button", name="Keyboard").click()
    expect(queue.get_by_role("dialog")).to_contain_text("Single keys are off")


def test_who_comes_in_is_announced_and_no_row_moves(queue: Page, own_server: LiveServer) -> None:
    row = queue.locator("[data-reference]").first
    before = row.bounding_box()
    expect(queue.locator("[role=status] p")).to_be_hidden()
    come_in(own_server)
    queue.clock.fast_forward("00:16")
    expect(queue.get_by_role("status")).to_contain_text("1 new. Routine: 1. Show them")
    assert row.bounding_box() == before
    assert_accessible(queue)
    come_in(own_server)
    queue.clock.fast_forward("00:16")
    expect(queue.get_by_role("status")).to_contain_text("2 new.")
    queue.get_by_role("link", name="Show them").click()
    expect(queue.locator("[data-reference]")).to_have_count(4)
