"""A whole screening with Tab, Space and Enter alone: every stop can be seen, and leaving is always the first."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.support.live_server import LiveServer
from tests.support.tour import tour_of_kinds

MOST_STOPS, MOST_PAGES = 300, 150
TYPED = {"age": "34"}

# Where the focus is, and whether it can be seen there: drawn, on the screen, and under nothing that floats.
STOP = """() => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2);
  return {
    html: it.outerHTML.slice(0, 120), kind: it.type || it.tagName, name: it.name, top: box.top, bottom: box.bottom,
    leaves: it.matches("a.leave"), drawn: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inView: box.top >= 0 && box.bottom <= innerHeight, bare: it.contains(top) || !!top && top.contains(it),
  };
}"""

# In the main part the eye meets everything in the order in which it is read out: row by row, from the left.
OUT_OF_ORDER = """() => {
  const parts = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, label, button, summary)")];
  const boxes = parts.filter((it) => it.checkVisibility() && !it.closest(".only-read, svg, table")).map(
    (it) => [it.getBoundingClientRect(), it.outerHTML.slice(0, 80)]);
  const before = (one, other) => one.bottom <= other.top + 1 || (one.top < other.bottom && one.right <= other.left + 1);
  return boxes.slice(1).filter(([box], i) => before(box, boxes[i][0])).map(([, html]) => html);
}"""


def next_stop(page: Page) -> dict[str, Any]:
    page.keyboard.press("Tab")
    stop: dict[str, Any] = page.evaluate(STOP)
    assert [stop["drawn"], stop["inView"], stop["bare"]] == [True] * 3, (page.url, stop)
    return stop


def answer(page: Page, stop: dict[str, Any], answered: set[str]) -> None:
    """The first answer that there is; in a field, what is known; else that one would rather not."""
    name, kind = stop["name"], stop["kind"]
    if kind in ("text", "textarea") and name in TYPED:
        page.keyboard.type(TYPED[name])
        answered.add(name)
    elif kind in ("radio", "checkbox") and name not in answered and not name.startswith(("contact_", "call_")):
        page.keyboard.press("Space")
        answered.add(name)


def go_on_by_keyboard(page: Page) -> None:
    answered: set[str] = set()
    for number in range(MOST_STOPS):
        stop = next_stop(page)
        assert stop["leaves"] == (number == 0), "leaving comes first, once"
        if stop["name"] == "continue":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        answer(page, stop, answered)
    raise AssertionError(f"{page.url} has no way on within {MOST_STOPS} stops")


def test_a_screening_can_be_done_with_three_keys(laptop: Page) -> None:
    laptop.goto("/")
    for _ in range(MOST_PAGES):
        if laptop.url.endswith("/received"):
            break
        go_on_by_keyboard(laptop)
        expect(laptop).not_to_have_title("Error: Check-in")
    expect(laptop.locator("[data-reference]")).to_be_visible()


def test_a_missing_answer_takes_the_focus_to_what_is_missing(laptop: Page) -> None:
    laptop.goto("/")
    while "/s/" not in laptop.url:
        go_on_by_keyboard(laptop)
    with laptop.expect_navigation():
        laptop.locator("button[name=continue]").press("Enter")
    expect(laptop.locator(".summary")).to_be_focused()
    laptop.keyboard.press("Tab")
    with laptop.expect_event("framenavigated"):
        laptop.keyboard.press("Enter")
    expect(laptop.locator("main input:not([type=hidden])").first).to_be_focused()


def test_what_is_read_out_first_stands_first(laptop: Page, live_server: LiveServer) -> None:
    for path in tour_of_kinds(laptop, live_server.base_url):
        assert laptop.evaluate(OUT_OF_ORDER) == [], path
