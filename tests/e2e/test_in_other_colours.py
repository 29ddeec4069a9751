"""Every kind of page keeps its contrast in the dark, and its edges in the colours that a reader has chosen for all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import assert_accessible
from tests.support.live_server import LiveServer
from tests.support.tour import tour_of_kinds
from tests.support.visit import visit

# In forced colours a background is gone: what can be pressed or chosen must have an edge, or be a link in its colour.
WITHOUT_AN_EDGE = """() => {
  const controls = [...document.querySelectorAll(".button, .row, .big a, .leave, input, textarea")];
  const edge = (it) => parseFloat(getComputedStyle(it).borderTopWidth) > 0;
  const own = (it) => ["radio", "checkbox", "hidden"].includes(it.type);
  return controls.filter((it) => it.checkVisibility() && !own(it) && !edge(it)).map((it) => it.outerHTML.slice(0, 120));
}"""
STRANDS = "() => [...document.querySelectorAll('.use, .mood, .stress')].map((it) => getComputedStyle(it).stroke)"
MOVING = """() => [...document.querySelectorAll("*")].filter((it) => {
  const style = getComputedStyle(it);
  return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto";
}).map((it) => it.outerHTML.slice(0, 120))"""


@pytest.fixture
def page_of_a_phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    with visit(browser, base_url=live_server.base_url, viewport={"width": 360, "height": 780}) as context:
        yield context.new_page()


def test_every_kind_of_page_has_enough_contrast_in_the_dark(page_of_a_phone: Page, live_server: LiveServer) -> None:
    page_of_a_phone.emulate_media(color_scheme="dark")
    kinds = 0
    for _ in tour_of_kinds(page_of_a_phone, live_server.base_url):
        assert page_of_a_phone.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        assert_accessible(page_of_a_phone)
        kinds += 1
    assert kinds > 10


def test_in_forced_colours_whatever_can_be_pressed_has_an_edge(page_of_a_phone: Page, live_server: LiveServer) -> None:
    page_of_a_phone.emulate_media(forced_colors="active")
    page_of_a_phone.goto("/")
    assert len(set(page_of_a_phone.evaluate(STRANDS))) == 1, "the strands differ by their pattern, not by a lost colour"
    for path in tour_of_kinds(page_of_a_phone, live_server.base_url):
        assert page_of_a_phone.evaluate(WITHOUT_AN_EDGE) == [], path


def test_nothing_moves_by_itself(page_of_a_phone: Page, live_server: LiveServer) -> None:
    for path in tour_of_kinds(page_of_a_phone, live_server.base_url):
        assert page_of_a_phone.evaluate(MOVING) == [], path
