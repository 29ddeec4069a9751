"""A small cookie-keeping browser over real HTTP, for the real server."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence

from tests.support.walker import Page, path_of


class LiveBrowser:
    """Fetches from one server, as a browser without JavaScript would."""

    def __init__(self, base_url: str, copied_cookies: str = "") -> None:
        self.base_url = base_url
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        if copied_cookies:
            self._opener.addheaders.append(("Cookie", copied_cookies))

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._fetch(urllib.request.Request(urllib.parse.urljoin(self.base_url, path)))  # noqa: S310 - our own server

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Page:
        """Send a form."""
        body = urllib.parse.urlencode(list(fields)).encode()
        headers = {"Origin": self.base_url}
        return self._fetch(urllib.request.Request(urllib.parse.urljoin(self.base_url, path), body, headers))  # noqa: S310 - our own server

    def _fetch(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=30) as response:
                return Page(path_of(response.url), response.status, response.read().decode())
        except urllib.error.HTTPError as error:
            return Page(path_of(error.url or ""), error.code, error.read().decode())
