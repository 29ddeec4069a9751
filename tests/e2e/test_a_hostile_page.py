"""A page of somebody else, in a real browser: it gets nothing done here, shows nothing of ours, and holds no window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page, expect

from tests.e2e.enrolment import enrol
from tests.e2e.screening import Person
from tests.support.elsewhere import elsewhere
from tests.support.live_server import LiveServer

SEND = """address => {
  const form = document.body.appendChild(document.createElement("form"));
  Object.assign(form, {action: address, method: "post"});
  form.submit();
}"""
FETCH = "address => fetch(address, {method: 'post', mode: 'no-cors', credentials: 'include'}).catch(() => null)"
FRAME = """address => new Promise(done => {
  const frame = document.createElement("iframe");
  frame.onload = () => done(null);
  frame.src = address;
  document.body.append(frame);
})"""
EMBED = """address => new Promise(done => {
  const script = document.createElement("script");
  script.onload = () => done("ran");
  script.onerror = () => done("refused");
  script.src = address;
  document.body.append(script);
})"""


@pytest.fixture(scope="module")
def evil() -> Iterator[str]:
    """The address of another site: for a browser, `localhost` and `127.0.0.1` are two."""
    with elsewhere() as site:
        yield site.url.replace("127.0.0.1", "localhost")


def test_it_neither_signs_staff_out_nor_deletes_a_persons_answers(
    own_laptop: Page, own_server: LiveServer, evil: str
) -> None:
    enrol(own_laptop, own_server)
    person = Person(own_laptop.context.new_page(), {})
    person.begin()
    person.walk("/s/3")
    for path in ("/staff/sign-out", "/stop"):
        hostile = own_laptop.context.new_page()
        hostile.goto(evil)
        hostile.evaluate(FETCH, own_server.base_url + path)
        with hostile.expect_navigation():
            hostile.evaluate(SEND, own_server.base_url + path)
        expect(hostile.get_by_role("link", name="Call 988").first).to_be_visible()
    own_laptop.goto("/staff/queue")
    expect(own_laptop).to_have_url(own_server.base_url + "/staff/queue")
    person.page.reload()
    assert person.path == "/s/3"


@pytest.mark.parametrize("path", ["/", "/help", "/staff/sign-in", "/none", "/healthz"])
def test_it_frames_no_page_of_ours(laptop: Page, live_server: LiveServer, evil: str, path: str) -> None:
    laptop.goto(evil)
    laptop.evaluate(FRAME, evil)
    laptop.evaluate(FRAME, live_server.base_url + path)
    _, its_own, ours = laptop.frames
    expect(its_own.get_by_text("Sunny")).to_be_visible()
    assert ours.url.startswith("chrome-error:")


def test_it_runs_no_script_of_ours(laptop: Page, live_server: LiveServer, evil: str) -> None:
    laptop.goto(live_server.base_url)
    script = laptop.locator("script[src]").first.get_attribute("src")
    laptop.goto(evil)
    assert laptop.evaluate(EMBED, f"{live_server.base_url}{script}") == "refused"


@pytest.mark.parametrize("path", ["/", "/staff/sign-in"])
def test_it_holds_no_window_of_ours(laptop: Page, live_server: LiveServer, evil: str, path: str) -> None:
    laptop.goto(evil)
    for address, held in ((evil, True), (live_server.base_url + path, False)):
        with laptop.context.expect_page() as opened:
            laptop.evaluate("address => { window.opened = open(address) }", address)
        opened.value.wait_for_url(address)
        assert opened.value.evaluate("opener !== null") is held
        assert laptop.evaluate("!opened.closed") is held


def test_what_the_policy_does_not_allow_neither_runs_nor_shows(laptop: Page) -> None:
    laptop.goto("/")
    with pytest.raises(Error, match="requires 'TrustedScript'"):
        laptop.evaluate("document.body.setAttribute('onclick', 'document.title = 1')")
    with pytest.raises(Error, match="requires 'TrustedHTML'"):
        laptop.evaluate("document.body.innerHTML = '<p>Sunny</p>'")
    laptop.evaluate("document.head.appendChild(document.createElement('style')).textContent = 'h1 { opacity: 0 }'")
    expect(laptop.locator("h1")).to_have_css("opacity", "1")
