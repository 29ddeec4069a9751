"""Every request that somebody can make: the person's whole way, each page and each form that staff are shown."""

import re
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from app.accounts.factor import STEP_SECONDS
from tests.probe.stack import Stack, trusting
from tests.support.live_browser import LiveBrowser
from tests.support.nginx import DESK, PERSON
from tests.support.people import everything
from tests.support.walker import Page, Walker

ID = re.compile(r"[0-9a-f-]{20,}|\b\d+\b")
# Whoever presses these has nothing left to be probed.
ENDS = re.compile(
    r"sign-out|/end|/deactivate|/reset-factor|/password|/new-factor|/leave|/close$|/delete|/finish|/stop|sessions"
)
KNOWN = {"age": "34", "asq_5": "no"}
MOST_PAGES = 150


@dataclass(frozen=True)
class Asked:
    """One request as it was made, or as a form would make it."""

    method: str
    path: str
    body: str = ""

    @property
    def kind(self) -> tuple[str, str]:
        """Requests of one kind differ only in whom they are about."""
        return self.method, ID.sub("*", self.path.partition("?")[0])

    @property
    def fields(self) -> tuple[str, ...]:
        """What it is made of."""
        return tuple(sorted(name for name, _ in urllib.parse.parse_qsl(self.body, keep_blank_values=True)))


class Recorder(LiveBrowser):
    """A browser that remembers what it asked for, over TLS of whoever is there."""

    def __init__(self, host: str) -> None:
        super().__init__(f"https://{host}")
        self.host = host
        over_tls = urllib.request.HTTPSHandler(context=trusting())
        self._opener = urllib.request.build_opener(over_tls, urllib.request.HTTPCookieProcessor(self.cookies))
        self.asked: list[Asked] = []

    @property
    def cookie(self) -> str:
        """What it would send now."""
        return "; ".join(f"{it.name}={it.value}" for it in self.cookies)

    def _fetch(self, request: urllib.request.Request) -> Page:
        body = request.data.decode() if isinstance(request.data, bytes) else ""
        self.asked.append(Asked(request.get_method(), request.selector, body))
        return super()._fetch(request)


def person() -> Recorder:
    """Somebody who answered everything and could still change it: what they sent is not what they finished with."""
    browser = Recorder(PERSON)
    walker = Walker(browser, KNOWN, everything)
    walker.walk(until="/check")
    for path in ("/result", "/help", "/privacy", "/return", "/keep", "/parts", "/read", "/contact", "/check"):
        walker.open(path)
    made = [asked for page in walker.seen for asked in forms(page)]
    browser.asked = [asked for asked in (*browser.asked, *made) if not ENDS.search(asked.path)]
    browser.asked = [asked for asked in browser.asked if asked.kind != ("POST", "/check")]
    return browser


def staff(stack: Stack, role: str) -> Recorder:
    """Somebody signed in who looked at every page that they are led to; what its forms would send is noted."""
    browser = Recorder(DESK)
    email, password, shows = stack.sign_in_of(role)
    page = _send(browser, browser.get("/staff/sign-in"), email=email, password=password)
    time.sleep(STEP_SECONDS - time.time() % STEP_SECONDS)  # a code opens once, and who came before may have used it
    first = _send(browser, page, otp=shows.code())
    assert first.path != "/staff/sign-in/code", first.text
    made = [asked for page in crawl(browser, first) for asked in forms(page)]
    browser.asked = [asked for asked in (*browser.asked, *made) if not ENDS.search(asked.path)]
    return browser


def _send(browser: Recorder, page: Page, **fields: str) -> Page:
    hidden = {str(tag["name"]): str(tag["value"]) for tag in page.soup.select("main input[type=hidden]")}
    return browser.post(page.path, [*{**hidden, **fields}.items()])


def crawl(browser: Recorder, first: Page) -> Iterator[Page]:
    """Every kind of page to which a link leads."""
    waiting, kinds = [first.path], set[tuple[str, str]]()
    while waiting and len(kinds) < MOST_PAGES:
        path = waiting.pop(0)
        kind = Asked("GET", path).kind
        if kind in kinds or ENDS.search(path):
            continue
        kinds.add(kind)
        page = browser.get(path)
        yield page
        links = [urllib.parse.urljoin(page.path, str(link["href"])) for link in page.soup.select("a[href]")]
        waiting += [link for link in links if link.startswith("/staff")]


def forms(page: Page) -> Iterator[Asked]:
    """What the forms of a page would send as they stand, with a word in every empty field."""
    for form in page.soup.select("form[method=post]"):
        path = urllib.parse.urljoin(page.path, str(form.get("action") or ""))
        yield Asked("POST", path, urllib.parse.urlencode(_fields(form)))


def _fields(form: Tag) -> dict[str, str]:
    found = {}
    for tag in form.select("input[name], textarea[name], select[name]"):
        chosen = tag.select("option[selected], option")
        value = chosen[0].get("value", "") if chosen else tag.get("value") or tag.get_text()
        found[str(tag["name"])] = str(value) or "word"
    return found
