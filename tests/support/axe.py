"""The accessibility checker, on the page as it stands."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.support.scripts_off import scripts_allowed

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
OPTIONS = {
    "runOnly": {"type": "tag", "values": list(WCAG)},
    "rules": {
        "target-size": {"enabled": True},  # part of WCAG 2.2 AA, but off unless asked for
        # Without scripts a page goes by itself after the session is over, so that nobody else reads it: docs/adr/0015.
        "meta-refresh": {"enabled": False},
    },
    "resultTypes": ["violations"],
}


def assert_accessible(page: Page) -> None:
    """Fail with one line for each element that breaks a rule of WCAG 2.2 A or AA."""
    __tracebackhide__ = True
    with scripts_allowed(page):
        violations = Axe().run(page, options=OPTIONS).response["violations"]
    found = [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in violations for node in rule["nodes"]]
    assert not found, f"{page.url} is not accessible:\n" + "\n".join(found)
