"""No address that somebody made up is ever redirected to: only pages that this very application has."""

from urllib.parse import quote, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient

from app.staff.account.sign_in_steps import ours

EVIL = "evil.example"
MADE_UP = (
    *(f"//{EVIL}", f"///{EVIL}", f"////{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}", f"\\/{EVIL}", f"/\\/{EVIL}", f"\\{EVIL}"),
    *(f"http://{EVIL}", f"https://{EVIL}/staff/queue", f"HTTPS://{EVIL}", f"http:{EVIL}", f"https:/{EVIL}", EVIL),
    *(f"//{EVIL}/staff/queue", f"//{EVIL}\\@localhost/staff/queue", f"http://localhost@{EVIL}/staff/queue"),
    *(f"//localhost@{EVIL}/staff/queue", f"//localhost:80@{EVIL}", f"//{EVIL}?/staff/queue", f"//{EVIL}#/staff/queue"),
    *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:x"),
    *(f"%2f%2f{EVIL}", f"/%2f{EVIL}", f"/%5c{EVIL}", f"%5c%5c{EVIL}", f"/%09/{EVIL}", f"/%2e%2e//{EVIL}"),
    *(f"/staff/..//{EVIL}", f"/staff//{EVIL}", f"/staff/\\{EVIL}", f"/staff/%0d%0aLocation:%20//{EVIL}", "/staff/../"),
    *(f"/\t/{EVIL}", f"/\n/{EVIL}", f"/\r/{EVIL}", f"\t//{EVIL}", f" //{EVIL}", f"\x00//{EVIL}", f"\x01http://{EVIL}"),
    *(f"/staff/queue\r\nLocation: //{EVIL}", "/staff/queue\nSet-Cookie: a=b", f"/staff/queue\x00//{EVIL}"),
    *(f"/staff/@{EVIL}", f"/staff/queue/@{EVIL}", f"/staff/;//{EVIL}", f"/staff/.{EVIL}", f"/staff{EVIL}"),
    *(f"//\u3002{EVIL}", "//evil\u3002example", f"/\u2215{EVIL}", f"\uff0f\uff0f{EVIL}", f"/\u00a0/{EVIL}"),
    *("/staff/none", "/staff/screenings/x/y/z", "//", "/", "", "?", "#", "/staff", "/../staff/queue", "staff/queue"),
)


def stays_here(location: str, base: str = "http://localhost/staff/sign-in") -> bool:
    """Whether a browser stays with us; it takes a backslash for a slash and leaves out tabs and ends of lines."""
    seen = urlsplit(urljoin(base, location.replace("\\", "/").translate({9: "", 10: "", 13: ""}).strip()))
    return (seen.scheme, seen.netloc) == ("http", "localhost")


def test_there_are_enough_of_them() -> None:
    assert len(set(MADE_UP)) >= 60


def test_after_signing_in_only_a_page_of_the_desk_is_opened(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context("/staff/sign-in"):
        for wanted in MADE_UP:
            assert ours(wanted) in ("", "/staff/"), wanted
        assert ours("/staff/queue") == "/staff/queue"
        assert ours("/staff/queue?tab=mine") == "/staff/queue?tab=mine"
    for wanted in MADE_UP:
        page = client.get(f"/staff/sign-in?next={quote(wanted)}").get_data(as_text=True)
        assert EVIL not in page, wanted


def test_choosing_a_language_leads_back_to_a_page_of_ours(client: FlaskClient) -> None:
    for said in MADE_UP:
        for fields, headers in (({"page": said}, {}), ({}, {"Referer": _header(said)})):
            response = client.post("/language", data={"language": "es", **fields}, headers=headers)
            if response.status_code == 303:
                assert stays_here(response.headers["Location"]), (said, response.headers["Location"])
                assert EVIL not in response.headers["Location"], said
            else:
                assert response.status_code in (400, 403), said


def _header(text: str) -> str:
    """As far as a header can hold it."""
    return "".join(letter for letter in text if letter.isascii() and letter.isprintable())
