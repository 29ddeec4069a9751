"""A program that fills what it knows and presses `continue`: how other software, and our tests, go through a screening.

It relies only on what is promised to programs: one form with a button named `continue`, inputs named by linkId.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

MOST_PAGES = 250
Known = Mapping[str, object]
Otherwise = Callable[[str, list[str]], str | None]


@dataclass(frozen=True)
class Page:
    """What came back at last, after redirects."""

    path: str
    status: int
    html: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The parsed page, to be looked at and never changed."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def text(self) -> str:
        """All its words, on one line."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def token(self) -> str:
        """The token that its forms carry."""
        return str(self.soup.select("input[name=csrf_token]")[0]["value"])


class Browser(Protocol):
    """Something that fetches pages, keeps cookies and follows redirects."""

    def get(self, path: str) -> Page:
        """Open an address."""

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Page:
        """Send a form."""


@dataclass
class Walker:
    """Goes through a screening; remembers every page it saw."""

    browser: Browser
    known: Known = field(default_factory=dict)
    otherwise: Otherwise = lambda name, values: "skip" if "skip" in values else None
    seen: list[Page] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        """Open an address."""
        return self._saw(self.browser.get(path))

    def walk(self, until: str = "/received") -> Page:
        """Press `continue` until a page of this path, or one that cannot go forward."""
        page = self.seen[-1] if self.seen else self.open()
        for _ in range(MOST_PAGES):
            if page.path.startswith(until) or forward_form(page) is None:
                return page
            page = self.go_on()
        raise AssertionError(f"no end after {MOST_PAGES} pages; the last was {page.path}")

    def walk_to(self, link_id: str) -> Page:
        """Press `continue` until this question is asked."""
        page = self.seen[-1] if self.seen else self.open()
        for _ in range(MOST_PAGES):
            if page.soup.select(f"[name={link_id}]"):
                return page
            page = self.go_on()
        raise AssertionError(f"{link_id} was never asked; the last page was {page.path}")

    def send(self, path: str, *fields: tuple[str, str]) -> Page:
        """Send this to an address, with the token of the page in front of the reader."""
        return self._saw(self.browser.post(path, [("csrf_token", self.seen[-1].token), *fields]))

    def go_on(self, **also: str) -> Page:
        """Fill what is known on this page and press `continue`."""
        page = self.seen[-1]
        form = forward_form(page)
        assert form is not None, f"{page.path} has no form that goes forward: {page.text[:300]}"
        fields = [*self._filled(form), *also.items(), ("continue", "yes")]
        return self._saw(self.browser.post(urljoin(page.path, str(form.get("action") or "")), fields))

    def press(self, button: str, **also: str) -> Page:
        """Press another button of this page; its form's hidden fields go along."""
        page = self.seen[-1]
        form = next(form for form in page.soup.select("form[method=post]") if form.select(f"button[name={button}]"))
        hidden = [(str(tag["name"]), str(tag.get("value", ""))) for tag in form.select("input[type=hidden]")]
        action = urljoin(page.path, str(form.get("action") or ""))
        return self._saw(self.browser.post(action, [*hidden, *also.items(), (button, "yes")]))

    def _saw(self, page: Page) -> Page:
        self.seen.append(page)
        return page

    def _filled(self, form: Tag) -> list[tuple[str, str]]:
        fields = [(str(tag["name"]), str(tag.get("value", ""))) for tag in form.select("input[type=hidden]")]
        for name, values in _inputs(form).items():
            answer = self.known.get(name, self.otherwise(name, values))
            fields += [(name, str(part)) for part in _parts(answer)]
        return fields


def forward_form(page: Page) -> Tag | None:
    """The one form that goes forward."""
    forms = [form for form in page.soup.select("form[method=post]") if form.select("button[name=continue]")]
    assert len(forms) <= 1, f"{page.path} has {len(forms)} forms that go forward"
    return forms[0] if forms else None


def _inputs(form: Tag) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in form.select("input:not([type=hidden]), textarea"):
        found.setdefault(str(tag["name"]), []).append(str(tag.get("value", "")))
    return found


def _parts(answer: object) -> list[object]:
    if answer is None:
        return []
    return list(answer) if isinstance(answer, list | tuple) else [answer]


def path_of(address: str) -> str:
    """The path of an address."""
    return urlsplit(address).path
