"""The headers of each kind of answer, letter by letter: written here once more, so that changing one is a decision."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.api_tokens import Scope
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.desk import CALM, CONTACT, arrive, desk_of
from tests.support.programs import program

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'none';"
    " worker-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-to csp; report-uri /csp"
)
FILE = "default-src 'none'; frame-ancestors 'none'; sandbox"
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "Reporting-Endpoints": 'csp="/csp"',
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-DNS-Prefetch-Control": "off",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), bluetooth=(), camera=(), clipboard-read=(), display-capture=(),"
        " encrypted-media=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(),"
        " magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(),"
        " xr-spatial-tracking=(), publickey-credentials-get=(self)"
    ),
    "Cache-Control": "no-store",
}
NEVER = ("Server", "X-Powered-By", "Access-Control-Allow-Origin", "Set-Cookie2", "ETag", "Expires", "Pragma")


def check(response: TestResponse, **instead: str) -> None:
    """All of them, but for what this kind has otherwise; names with a dash are written with a low line."""
    wanted = EVERYWHERE | {name.replace("_", "-"): value for name, value in instead.items()}
    assert {name: response.headers.get(name) for name in wanted} == wanted, response.request.path
    for name in wanted:
        assert len(response.headers.getlist(name)) == 1, (response.request.path, name)
    assert not [name for name in NEVER if name in response.headers and name not in instead], response.request.path


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE"])
@pytest.mark.parametrize(
    "path", ["/", "/s/1", "/help", "/healthz", "/none", "/staff/sign-in", "/staff/queue", "/s/1.css"]
)
def test_pages_redirects_and_refusals(client: FlaskClient, path: str, method: str) -> None:
    check(client.open(path, method=method))


def test_a_body_that_is_too_large_or_cannot_be_read(client: FlaskClient) -> None:
    for data, status in ((b"x=" + b"a" * 70_000, 413), (b"x=\xff", 400)):
        response = client.post("/start", data=data, content_type="application/x-www-form-urlencoded")
        assert response.status_code == status
        check(response)


def test_over_https_it_says_to_stay_there(client: FlaskClient) -> None:
    response = client.get("/", base_url="https://localhost")
    check(response, Strict_Transport_Security="max-age=63072000; includeSubDomains")
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_files_under_an_address_that_tells_their_content_are_kept_and_no_others(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        check(client.get(address), Cache_Control="public, max-age=31536000, immutable")
        check(client.get(address.partition("?")[0] + "?v=00000000"))


def test_leaving_tells_nobody_where_one_was(client: FlaskClient) -> None:
    check(client.get("/leave"), Referrer_Policy="no-referrer", Clear_Site_Data='"storage"')


def test_ones_own_copy_and_copies_to_hand_off_can_run_and_show_nothing(app: Flask) -> None:
    walker = somebody(app)
    walker.walk()
    assert isinstance(walker.browser, ClientBrowser)
    check(walker.browser.client.get("/copy"), Content_Security_Policy=FILE, Referrer_Policy="no-referrer")
    desk = desk_of(app, "coordinator")
    case = f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
    for path in (f"{case}/disclosures.csv", "/staff/data-dictionary"):
        response = desk.client.get(path)
        assert response.status_code == 200, path
        assert response.headers["Content-Disposition"].startswith("attachment")
        check(response, Content_Security_Policy=FILE, Referrer_Policy="no-referrer")


def test_what_a_program_gets_and_what_has_not_changed(app: Flask) -> None:
    elm = program(app, Scope.SCREENINGS)
    got = elm.get("/token")
    check(got, ETag=got.headers["ETag"], Content_Security_Policy=FILE, Referrer_Policy="no-referrer")
    same = elm.ask("GET", "/token", headers={"If-None-Match": got.headers["ETag"]})
    assert same.status_code == 304
    check(same, ETag=got.headers["ETag"], Content_Security_Policy=FILE, Referrer_Policy="no-referrer")
