"""The pages of a working day beside queue and review: accessible, and no wider than a small screen."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.e2e.enrolment import enrol
from tests.support.axe import assert_accessible
from tests.support.live_server import LiveServer

SMALL: ViewportSize = {"width": 360, "height": 780}
NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def desk(own_laptop: Page, own_server: LiveServer) -> Page:
    """A member of staff of a centre with made-up people, signed in."""
    own_server.flask("demo", "--only-fill")
    enrol(own_laptop, own_server)
    return own_laptop


PATHS = (
    "/staff/week",
    "/staff/shift",
    "/staff/queue?tab=unclaimed",
    "/staff/hand-over",
    "/staff/invites",
    "/staff/account",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_of_the_desk_is_accessible_and_fits_a_small_screen(desk: Page, path: str) -> None:
    desk.goto(path)
    assert_accessible(desk)
    desk.set_viewport_size(SMALL)
    assert_accessible(desk)
    assert desk.evaluate(NO_SIDEWAYS)
