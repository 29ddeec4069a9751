"""A browser that weighs what it fetches: as an old phone does, it reads gzip and keeps what it may keep for ever."""

import gzip
import io
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPResponse
from urllib.response import addinfourl

from tests.support.live_browser import LiveBrowser
from tests.support.walker import Page

PARTS = "link[rel~=icon], link[rel=stylesheet], script[src], img"


@dataclass(frozen=True)
class Weight:
    """One answer: how many bytes came over the wire, headers and body, and whether it only led on."""

    address: str
    bytes: int
    leads_on: bool


@dataclass
class Visit:
    """A page with everything that was fetched for it."""

    page: Page
    weights: list[Weight]

    @property
    def parts(self) -> list[Weight]:
        """The page and what it is made of; an answer that only leads on belongs to the button that was pressed."""
        return [weight for weight in self.weights if not weight.leads_on]

    @property
    def bytes(self) -> int:
        """All that came over the wire for it."""
        return sum(part.bytes for part in self.parts)


class WeighingBrowser(LiveBrowser):
    """LiveBrowser that loads what a page is made of, and remembers the weight of every visit."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url)
        self.visits: list[Visit] = []
        self._scale, self._kept = Scale(), set[str]()
        self._opener.add_handler(self._scale)

    def _fetch(self, request: urllib.request.Request) -> Page:
        page = super()._fetch(request)
        for part in page.soup.select(PARTS):
            self._load(str(part.get("href") or part.get("src")))
        self.visits.append(Visit(page, self._scale.take()))
        return page

    def _load(self, address: str) -> None:
        if address in self._kept:
            return
        with self._opener.open(self.base_url + address, timeout=30) as response:
            if "immutable" in response.headers["Cache-Control"]:
                self._kept.add(address)


@dataclass
class Scale(urllib.request.BaseHandler):
    """Sees every answer as it came, before redirects are followed, and expands it."""

    handler_order = 100  # before those that judge the status
    weights: list[Weight] = field(default_factory=list)

    def take(self) -> list[Weight]:
        """What was weighed since the last time."""
        taken, self.weights = self.weights, []
        return taken

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        """Ask for the compressed form."""
        request.add_unredirected_header("Accept-Encoding", "gzip")
        return request

    def http_response(self, request: urllib.request.Request, response: HTTPResponse) -> addinfourl:
        """Weigh an answer."""
        body = response.read()
        weight = len(f"HTTP/1.1 {response.status} {response.reason}\r\n") + len(bytes(response.headers)) + len(body)
        self.weights.append(Weight(request.selector, weight, "Location" in response.headers))
        plain = gzip.decompress(body) if response.headers["Content-Encoding"] == "gzip" else body
        expanded = addinfourl(io.BytesIO(plain), response.headers, response.url, response.status)
        expanded.msg = response.reason  # type: ignore[attr-defined]  # urllib's own handlers read it
        return expanded


def heaviest(visits: Sequence[Visit]) -> str:
    """A line for each of the five heaviest, for the message of a failure."""
    return "\n".join(f"{visit.bytes:6} {visit.page.path}" for visit in sorted(visits, key=lambda it: -it.bytes)[:5])
