"""A browser that costs little: one connection that stays open, cookies, and forms that were learned before."""

import gzip
import http.client
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode

import brotli

from tests.support.walker import Page, path_of

ACCEPTS = "gzip, deflate, br"  # as phones do
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
EXPANDS: Final[Mapping[str, Callable[[bytes], bytes]]] = {"gzip": gzip.decompress, "br": brotli.decompress}


@dataclass(frozen=True)
class Request:
    """What a browser sends; the token of a form comes from the page before it."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Answer:
    """What came back, still as it travelled."""

    status: int
    leads_to: str
    encoding: str
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return EXPANDS.get(self.encoding, bytes)(self.body).decode()


@dataclass
class Browser:
    """Talks to one server; remembers each request, so that somebody else can do the same."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    sent: list[Request] = field(default_factory=list)
    token: str = ""

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def hang_up(self) -> None:
        """The next request opens a connection of its own: a server keeps one open for some seconds only."""
        self.connection.close()

    def get(self, path: str) -> Page:
        """Open an address and follow where it leads."""
        return self._follow(Request("GET", path))

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Page:
        """Send a form and follow where it leads."""
        return self._follow(Request("POST", path, tuple(fields)))

    def send(self, request: Request) -> Answer:
        """One request, one answer."""
        posts = request.method == "POST"
        body = self.form(request).encode() if posts else None
        self.connection.request(request.method, request.path, body, self.headers(posts=posts))
        response = self.connection.getresponse()
        answer = Answer(
            response.status,
            path_of(response.headers.get("Location", "")),
            response.headers.get("Content-Encoding", ""),
            response.read(),
        )
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return answer

    def headers(self, *, posts: bool) -> dict[str, str]:
        """Those that a browser sends."""
        sent = {"Accept-Encoding": ACCEPTS, "Accept-Language": "en-US,en;q=0.9", "Accept": "text/html,*/*;q=0.8"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if posts:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return sent

    def form(self, request: Request) -> str:
        """The body of a form, with the token that this visit has."""
        named = {"csrf_token": self.token} if self.token else {}
        return urlencode([(name, named.get(name, value)) for name, value in request.fields])

    def look(self, answer: Answer) -> str:
        """The page, and the token that it carries."""
        text = answer.text
        if found := TOKEN.search(text):
            self.token = found[1]
        return text

    def _follow(self, request: Request) -> Page:
        while True:
            self.sent.append(request)
            answer = self.send(request)
            if answer.status != HTTPStatus.SEE_OTHER:
                return Page(request.path, answer.status, self.look(answer))
            request = Request("GET", answer.leads_to)


def do_again(browser: Browser, requests: Sequence[Request]) -> None:
    """What somebody else did before. Every answer has to lead where it led then."""
    for request, following in zip(requests, [*requests[1:], None], strict=True):
        answer = browser.send(request)
        if answer.status == HTTPStatus.SEE_OTHER:
            assert following, f"{request.path} leads on to {answer.leads_to}"
            assert (following.method, following.path) == ("GET", answer.leads_to), f"{request.path}: {answer.leads_to}"
        else:
            assert answer.status == HTTPStatus.OK, f"{request.method} {request.path}: {answer.status}"
            browser.look(answer)
