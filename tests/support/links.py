"""Links for people to begin with, as staff make them."""

from bs4 import BeautifulSoup

from tests.support.desk import Desk
from tests.support.walker import path_of

LINKS = "/staff/invites"


def make(desk: Desk, label: str = "chart 1207", days: str = "14") -> BeautifulSoup:
    """Make a link. Returns the page that shows it."""
    assert desk.post(LINKS, label=label, days=days).status_code == 303
    return desk.get(LINKS)


def path_on(page: BeautifulSoup) -> str:
    """The path of the link that the page shows."""
    return path_of(page.select("[data-link]")[0].get_text())
