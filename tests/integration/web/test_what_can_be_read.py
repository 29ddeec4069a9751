"""What cannot be read to the last byte is refused with the crisis numbers, and nothing of it is ever scored."""

import gzip
import json

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.accounts.api_tokens import Scope
from app.extensions import db
from app.intake.arriving.models import Draft
from app.web.request_guard import MOST_BYTES, MOST_FIELDS, MOST_OF_STAFF
from tests.support.client_browser import ClientBrowser, check_response, somebody
from tests.support.contents import contents
from tests.support.desk import CALM, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.programs import program
from tests.support.walker import Walker

FORM = "application/x-www-form-urlencoded"
NOT_TEXT = {
    "a byte that begins nothing": b"\xff",
    "a byte alone in the middle of a sign": b"\x80",
    "a sign that is cut off": b"\xe2\x82",
    "a slash in two bytes": b"\xc0\xaf",
    "a NUL in two bytes": b"\xc0\x80",
    "half of a pair": b"\xed\xa0\x80",
    "both halves of a pair": b"\xed\xa0\xbd\xed\xb8\x80",
    "beyond the last sign": b"\xf4\x90\x80\x80",
    "Latin-1": "é".encode("latin-1"),
    "UTF-16": "é".encode("utf-16"),
    "NUL": b"\0",
    "the bell": b"\x07",
    "escape": b"\x1b[31m",
}


def quoted(raw: bytes) -> bytes:
    return b"".join(b"%%%02x" % byte for byte in raw)


def at_a_question(app: Flask) -> Walker:
    walker = somebody(app)
    walker.open()
    walker.walk_to("phq9_1")
    return walker


def post(walker: Walker, body: bytes, **headers: str) -> int:
    """To the question, with a good token."""
    assert isinstance(walker.browser, ClientBrowser)
    page = walker.seen[-1]
    token = f"csrf_token={page.token}&".encode()
    response = walker.browser.client.post(page.path, data=token + body, content_type=FORM, headers=headers)
    check_response(page.path, response)
    return response.status_code


@on_each_engine
def test_a_form_that_is_no_text_is_refused_and_neither_kept_nor_scored(app: Flask) -> None:
    walker = at_a_question(app)
    before = contents(app)
    for what, raw in NOT_TEXT.items():
        for body in (b"phq9_1=0&x=" + raw, b"phq9_1=0&" + raw + b"=1", b"phq9_1=" + quoted(raw), b"phq9_1=0" + raw):
            assert post(walker, body) == 400, (what, body)
    assert contents(app) == before


@on_each_engine
def test_an_api_that_is_sent_no_text_does_nothing(app: Flask) -> None:
    elm = program(app, Scope.INVITES)
    before = contents(app, but=("api_tokens",))
    for number, raw in enumerate((*NOT_TEXT.values(), b"\\ud800", b"\\udc00\\ud800", b"\\u0000", b"\\x41")):
        key = {"Idempotency-Key": f"key-of-body-{number}", "Content-Type": "application/json"}
        response = elm.ask("POST", "/invites", data=b'{"label": "' + raw + b'"}', headers=key)
        assert response.status_code in (400, 422), raw
        assert response.mimetype == "application/problem+json"
    assert contents(app, but=("api_tokens",)) == before


@on_each_engine
def test_an_address_that_is_no_text_looks_for_nobody(app: Flask) -> None:
    desk, elm = desk_of(app, "coordinator"), program(app, Scope.SCREENINGS)
    expected = {"/staff/queue?owner=%00": 400, "/staff/queue?%00=1": 400, "/staff/screenings/%00": 404}
    for address, status in expected.items():
        response = desk.client.get(address)
        assert response.status_code == status, address
        assert "tel:988" in response.text
    assert elm.get("/screenings/%00").status_code == 404
    assert elm.get("/screenings?level=%00").status_code == 400


@on_each_engine
def test_a_person_is_refused_nothing_for_how_an_address_is_written(app: Flask) -> None:
    visitor = app.test_client()
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("patient.")]
    for page in sorted(rule.rule for rule in rules if "GET" in (rule.methods or ())):
        address = page.replace("<int:number>", "1").replace("<token>", "%00").replace("<way_in>", "%00")
        for written in (address, f"{address}?at=%00&%00=%1b"):
            response = visitor.get(written)
            assert response.status_code in (200, 302, 303, 404, 410), written
            check_response(written, response)


def test_letters_are_kept_in_one_way_of_writing_and_what_is_pasted_keeps_its_lines(app: Flask) -> None:
    desk = desk_of(app, "coordinator")
    case = f"/staff/screenings/{arrive(app, CALM)}"
    desk.post(f"{case}/claim")
    assert desk.post(f"{case}/note", text="Jose\u0301 said:\x0bone\x0ctwo\tthree").status_code == 303
    assert "José said:\none\ntwo\tthree" in desk.get(case).select("main")[0].get_text()


@pytest.mark.parametrize(("bytes_in_all", "status"), [(MOST_BYTES - 1024, 200), (MOST_BYTES + 1024, 413)])
def test_a_person_may_send_sixty_four_kilobytes(app: Flask, bytes_in_all: int, status: int) -> None:
    walker = at_a_question(app)
    fill = b"phq9_1=skip&x="
    got = post(walker, fill + b"a" * (bytes_in_all - len(fill) - len(f"csrf_token={walker.seen[-1].token}&")))
    assert got == {200: 303}.get(status, status)


def test_staff_may_send_two_long_notes_and_not_a_book(app: Flask) -> None:
    desk = desk_of(app, "coordinator")
    case = f"/staff/screenings/{arrive(app, CALM)}"
    desk.post(f"{case}/claim")
    for size, status in ((MOST_OF_STAFF - 2048, 422), (MOST_OF_STAFF + 1024, 413)):
        assert desk.post(f"{case}/note", text="x" * size).status_code == status


def test_fields_are_counted(app: Flask) -> None:
    walker = at_a_question(app)
    extra = [b"x%d=1" % number for number in range(MOST_FIELDS)]
    assert post(walker, b"phq9_1=skip&" + b"&".join(extra[: MOST_FIELDS - 2])) == 303
    walker = at_a_question(app)
    assert post(walker, b"phq9_1=skip&" + b"&".join(extra)) == 400


@pytest.mark.parametrize("packed_as", ["gzip", "deflate", "br", "zstd", "identity, gzip"])
def test_nothing_is_unpacked(app: Flask, packed_as: str) -> None:
    walker = at_a_question(app)
    before = contents(app)
    assert post(walker, gzip.compress(b"phq9_1=0" + b"a" * 1_000_000), **{"Content-Encoding": packed_as}) == 415
    assert contents(app) == before


def test_a_body_of_unknown_length_is_read_no_further_than_one_of_known(app: Flask) -> None:
    class Endless:
        read_so_far = 0

        def read(self, size: int = -1) -> bytes:
            size = 8192 if size < 0 else size
            self.read_so_far += size
            assert self.read_so_far < 10 * MOST_BYTES, "somebody reads without end"
            return b"a" * size

    environ = EnvironBuilder("/start", method="POST", content_type=FORM).get_environ()
    environ.pop("CONTENT_LENGTH", None)
    environ |= {"wsgi.input": Endless(), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    page, status, headers = run_wsgi_app(app.wsgi_app, environ)
    assert status.startswith("413")
    assert b'href="tel:988"' in b"".join(page)
    assert headers["Cache-Control"] == "no-store"


def test_json_ten_thousand_deep_is_no_json(app: Flask) -> None:
    elm = program(app, Scope.INVITES)
    deep = b"[" * 10_000 + b"]" * 10_000
    for body in (deep, b'{"label":' + deep + b"}", b'{"a":' * 6_000 + b"1" + b"}" * 6_000):
        key = {"Idempotency-Key": "a-key-of-our-own", "Content-Type": "application/json"}
        assert elm.ask("POST", "/invites", data=body, headers=key).status_code in (400, 422)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "image/png"])
def test_only_plain_forms_are_read(app: Flask, kind: str) -> None:
    walker = at_a_question(app)
    assert isinstance(walker.browser, ClientBrowser)
    before = contents(app)
    for body in (b"phq9_1=0", json.dumps({"phq9_1": 0}).encode(), b"--x\r\n\r\n--x--\r\n"):
        response = walker.browser.client.post(walker.seen[-1].path, data=body, content_type=kind)
        assert response.status_code == 415, (kind, body)
        check_response("/s/1", response)
    assert contents(app) == before


def test_what_the_page_did_not_ask_is_not_kept(app: Flask) -> None:
    """Names that nobody asked for are left out: a browser's extension may add some, and none of them counts."""
    walker = at_a_question(app)
    assert post(walker, b"phq9_1=0&phq9_2=3&phq9_9=3&level=routine&site_id=other&status=closed") == 303
    page = walker.open("/check")
    assert page.path != "/check"
    assert 'name="phq9_2"' in page.html, "the next question is asked as if nothing had been said"
    with app.app_context():
        (draft,) = db.session.query(Draft)
        assert (draft.site_id, draft.status) == ("default", "open")
        assert draft.level not in ("urgent", "imminent"), "as it would be if the ninth answer counted"
