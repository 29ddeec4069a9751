"""Flask's test client as a browser with guard rails: every page keeps what is promised of every page."""

import re
from collections.abc import Sequence

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.web.headers import ALWAYS, FOR_FILES, NOTHING_AT_ALL
from tests.support.people import NOTHING, not_me
from tests.support.walker import Known, Otherwise, Page, Walker, path_of

NUMBERS = ('href="tel:988"', 'href="sms:988"', "911")
NEUTRAL_TITLE = re.compile("<title>(Error: )?(Check-in|Registro)</title>")  # in English and in Spanish
FORM = re.compile("<form[^>]*>")
STRICTER = {
    "Content-Security-Policy": (NOTHING_AT_ALL, FOR_FILES),
    "Referrer-Policy": ("no-referrer", "strict-origin"),
}
HTTP_SEE_OTHER = 303


class ClientBrowser:
    """Fetches pages of the application in this process, follows redirects, and refuses to see a bad page."""

    def __init__(self, client: FlaskClient, origin: str = "http://localhost") -> None:
        self.client, self.origin = client, origin
        self.addresses: list[str] = []

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._follow(path, self.client.get(path, base_url=self.origin))

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Page:
        """Send a form."""
        return self._follow(
            path, self.client.post(path, base_url=self.origin, data=_grouped(fields), headers={"Origin": self.origin})
        )

    def _follow(self, path: str, response: TestResponse) -> Page:
        self.addresses.append(path)
        check_response(path, response)
        while response.status_code == HTTP_SEE_OTHER:
            path = path_of(response.headers["Location"])
            self.addresses.append(path)
            response = self.client.get(path, base_url=self.origin)
            check_response(path, response)
        return Page(path, response.status_code, response.get_data(as_text=True))


def somebody(app: Flask, known: Known = NOTHING, otherwise: Otherwise = not_me) -> Walker:
    """A person with a browser of their own, who gives the answers of `known`; `otherwise` answers everything else."""
    return Walker(ClientBrowser(app.test_client()), known, otherwise)


def check_response(path: str, response: TestResponse) -> None:
    """What holds for every HTML response of the person's side, redirects and errors included."""
    assert response.headers["Cache-Control"] == "no-store", path
    for name, value in ALWAYS.items():
        assert response.headers[name] in (value, *STRICTER.get(name, ())), (path, name)
    if response.request.method == "HEAD":
        return
    if response.mimetype == "text/html" and not path.startswith("/staff"):
        html = response.get_data(as_text=True)
        assert all(number in html for number in NUMBERS), f"{path} has no crisis numbers"
        assert NEUTRAL_TITLE.search(html), f"{path} has a title of its own"
        forms = FORM.findall(html)
        assert forms == [form for form in forms if 'autocomplete="off"' in form], f"{path} lets a browser remember"


def _grouped(fields: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in fields:
        grouped.setdefault(name, []).append(value)
    return grouped
