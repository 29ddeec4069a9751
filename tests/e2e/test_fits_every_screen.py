"""Every page can be used on a narrow phone, enlarged four times, with wide spacing, and with a shaky finger."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.support.live_server import LiveServer
from tests.support.screens import NO_SIDEWAYS
from tests.support.tour import tour
from tests.support.visit import visit

SMALL_PHONE = ViewportSize(width=360, height=780)
ENLARGED = ViewportSize(width=320, height=256)  # 1280 by 1024 at 400 %
PIXELS = 44

# WCAG 1.4.12: what a reader may set. By a sheet of the browser's, as the page's own policy allows no other.
WIDE_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

LIB = """
const shown = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".only-read, .skip");
const name = (it) => it.outerHTML.slice(0, 120);
"""

# A control with its label is one target.
SMALL_TARGETS = f"""(pixels) => {{ {LIB}
  const target = (it) => (["radio", "checkbox"].includes(it.type) && it.closest("label")) || it;
  const controls = document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary");
  const small = (box) => box.width < pixels || box.height < pixels;
  return [...controls].filter(shown).map(target).filter((it) => small(it.getBoundingClientRect())).map(name);
}}"""

# Nothing stands beyond the right edge, and whatever has an edge of its own is large enough for what is in it.
CUT_OFF = f"""() => {{ {LIB}
  const beyond = (it) => it.getBoundingClientRect().right > innerWidth + 0.5;
  const tooNarrow = (it) => it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1;
  const tooLow = (it) => it.matches("a, button, label, summary, .card, .note") && it.scrollHeight > it.clientHeight + 1;
  const boxes = [...document.querySelectorAll("body *:not(svg, svg *, textarea)")].filter(shown);
  return boxes.filter((it) => beyond(it) || tooNarrow(it) || (it.clientHeight > 0 && tooLow(it))).map(name);
}}"""


@pytest.fixture
def small_phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    with visit(browser, base_url=live_server.base_url, viewport=SMALL_PHONE) as context:
        yield context.new_page()


def test_every_control_can_be_hit_with_a_shaky_finger(small_phone: Page, live_server: LiveServer) -> None:
    too_small = {path: small_phone.evaluate(SMALL_TARGETS, PIXELS) for path in tour(small_phone, live_server.base_url)}
    assert len(too_small) > 120
    assert {path: found for path, found in too_small.items() if found} == {}


def test_enlarged_four_times_with_wide_spacing_nothing_is_lost_and_nothing_scrolls_sideways(
    small_phone: Page, live_server: LiveServer
) -> None:
    small_phone.set_viewport_size(ENLARGED)
    for path in tour(small_phone, live_server.base_url, language="es"):  # in the language whose words are longer
        assert small_phone.evaluate(NO_SIDEWAYS), path
        small_phone.evaluate(WIDE_SPACING)
        assert small_phone.evaluate(NO_SIDEWAYS), path
        assert small_phone.evaluate(CUT_OFF) == [], path
