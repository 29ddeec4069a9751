"""The report in a real browser: accessible, no wider than a small screen, and the notice on every printed page."""

import pytest
from playwright.sync_api import Page, expect

from app.handoff.notice import NOTICE, SHORT_NOTICE
from tests.e2e.enrolment import enrol
from tests.support.axe import assert_accessible
from tests.support.live_server import LiveServer
from tests.support.pdf import pages_of

NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"

CHOSEN = {"what": "answers", "purpose": "treatment", "language": "en", "signed_by": "person", "signed_how": "paper"}


@pytest.fixture
def own_server(demo_server: LiveServer) -> LiveServer:
    """A centre with made-up people."""
    return demo_server


@pytest.fixture
def desk(own_laptop: Page, own_server: LiveServer) -> Page:
    """A member of its staff, with the most pressing screening open."""
    enrol(own_laptop, own_server)
    own_laptop.locator("[data-level=imminent] h2 a").first.click()
    return own_laptop


def fits(desk: Page) -> None:
    assert_accessible(desk)
    desk.set_viewport_size({"width": 360, "height": 780})
    assert_accessible(desk)
    assert desk.evaluate(NO_SIDEWAYS)
    desk.set_viewport_size({"width": 1280, "height": 800})


def test_each_printed_page_of_the_report_begins_and_ends_with_the_notice(desk: Page) -> None:
    desk.get_by_role("link", name="The report on one sheet").press("Enter")
    fits(desk)
    pages = pages_of(desk.pdf(format="Letter"))
    assert len(pages) > 1
    assert [page.count(SHORT_NOTICE) for page in pages] == [2] * len(pages)
    assert sum(page.count(NOTICE) for page in pages) == 1
    assert not any(word in " ".join(pages) for word in ("Sign out", "Back to the screening"))


def test_by_keyboard_a_consent_is_recorded_and_copies_are_made_of_which_each_page_says_the_law(desk: Page) -> None:
    desk.get_by_role("link", name="Consent to share, and handing it to others").press("Enter")
    fits(desk)
    record_consent(desk)
    desk.get_by_role("radio", name="Elm Street Clinic").press("Space")
    copies = desk.locator("form", has_text="De-identified")
    copies.get_by_label("A document (PDF)").press("Space")
    fits(desk)
    with desk.expect_download() as download:
        copies.get_by_role("button", name="Make the copy").press("Enter")
    assert download.value.suggested_filename == "report.pdf"
    copies.get_by_label("A page to print").press("Space")
    copies.get_by_role("button", name="Make the copy").press("Enter")
    expect(desk.get_by_role("heading", name="What this copy is for")).to_be_visible()
    fits(desk)
    for document in (download.value.path().read_bytes(), desk.pdf(format="Letter")):
        pages = pages_of(document)
        assert len(pages) > 1
        assert [page.count(SHORT_NOTICE) for page in pages] == [2] * len(pages)
        assert all("Handed to Elm Street Clinic. Purpose: Treatment." in page for page in pages)
    desk.get_by_role("link", name="Back to the hand-off").press("Enter")
    desk.get_by_role("link", name="Account of disclosures").press("Enter")
    fits(desk)
    expect(desk.locator("article").get_by_text("Elm Street Clinic")).to_have_count(2)
    assert all(page.count(SHORT_NOTICE) == 2 for page in pages_of(desk.pdf(format="Letter")))


def record_consent(desk: Page) -> None:
    """With one's hands on the keys."""
    desk.get_by_text("Record a consent", exact=True).press("Enter")
    form = desk.locator("form", has_text="Language in which the words were read")
    for label, text in {"With whom": "Elm Street Clinic", "Name as signed": "Robin"}.items():
        form.get_by_label(label).press_sequentially(text)
    for label, day in {"Until": "02202099", "Signed on": "01052026"}.items():
        form.get_by_label(label, exact=True).press_sequentially(day)
    for name, value in CHOSEN.items():
        form.locator(f"[name={name}][value={value}]").press("Space")
    form.get_by_label("They read the words").press("Space")
    form.get_by_role("button", name="Record it").press("Enter")
    expect(desk.locator("#consents .entries")).to_contain_text("Elm Street Clinic")
