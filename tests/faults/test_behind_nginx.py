"""The configuration of deploy/ in the real nginx: help when Braid is gone, nobody held up, each request read once."""

import json
import socket
import ssl
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress

import pytest

from tests.support.client_browser import NUMBERS
from tests.support.live_server import LiveServer, serving
from tests.support.nginx import DESK, PERSON, Proxy, proxy
from tests.support.raw import Answer, converse, framings

HALF_SENT = 900  # more than Debian's nginx would hold in one process
SLOW = 18  # more than Braid has threads, fewer than nginx allows one address
MOST_AT_ONCE = 20  # connections from one address
LET_GO_WITHIN = 30  # seconds; nginx would wait for sixty
CLOSE = "Connection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    settings = {"BRAID_PROXIES": "1", "BRAID_TRUSTED_HOSTS": f"{PERSON},{DESK},127.0.0.1"}
    with serving(tmp_path_factory.mktemp("behind"), **settings) as server:
        yield server


@pytest.fixture(scope="module")
def front(server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with proxy(tmp_path_factory.mktemp("nginx"), server.port) as front:
        yield front


@contextmanager
def connected(front: Proxy, name: str = PERSON) -> Iterator[ssl.SSLSocket]:
    """A connection as a browser makes it, to one of the two host names."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", front.tls), 30)
    with plain, trusting.wrap_socket(plain, server_hostname=name) as connection:
        yield connection


def ask(front: Proxy, data: bytes, name: str = PERSON) -> Answer:
    with connected(front, name) as connection:
        return converse(connection, data)


def get(front: Proxy, path: str, name: str = PERSON, more: str = "") -> Answer:
    return ask(front, f"GET {path} HTTP/1.1\r\nHost: {name}\r\n{more}{CLOSE}".encode(), name)


def assert_is_crisis_page(answer: Answer, status: int) -> None:
    assert answer.statuses == [status], answer.text
    assert all(number in answer.text for number in NUMBERS)
    assert "something went wrong on our side" in answer.text
    assert "<h1>" + str(status) not in answer.text


def assert_leads_away(answer: Answer) -> None:
    assert answer.statuses == [303], answer.text
    assert "Location: https://www.weather.gov/" in answer.text


def test_pages_come_through_over_tls_alone_with_their_own_error_pages(front: Proxy) -> None:
    page = get(front, "/")
    assert page.statuses == [200]
    assert "Strict-Transport-Security: max-age=63072000" in page.text
    assert "Set-Cookie" not in page.text or "Secure" in page.text
    missing = get(front, "/nothing-here")
    assert missing.statuses == [404]
    assert "There is no such page" in missing.text, "what Braid itself says of it says more"
    assert get(front, "/staff/sign-in", DESK).statuses == [200]
    assert "gunicorn" not in page.text.lower()
    assert "nginx/" not in page.text


def test_in_the_clear_a_page_leads_to_tls_and_a_program_is_refused(front: Proxy) -> None:
    for name in (PERSON, DESK):
        request = f"GET /help HTTP/1.1\r\nHost: {name}\r\n{CLOSE}".encode()
        with socket.create_connection(("127.0.0.1", front.plain), 30) as connection:
            answer = converse(connection, request)
        assert answer.statuses == [301]
        assert "https://" in answer.text
        with socket.create_connection(("127.0.0.1", front.plain), 30) as connection:
            refused = converse(connection, request.replace(b"/help", b"/api/v1/screenings"))
        assert_is_crisis_page(refused, 403)


def test_another_host_name_is_answered_by_nobody(front: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", front.plain), 30) as connection:
        assert converse(connection, f"GET / HTTP/1.1\r\nHost: evil.example\r\n{CLOSE}".encode()).data == b""
    with pytest.raises(ssl.SSLError), connected(front, "evil.example"):
        pass


def test_what_a_client_says_of_itself_is_thrown_away(front: Proxy, server: LiveServer) -> None:
    claims = "X-Forwarded-For: 192.0.2.66\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: evil.example\r\n"
    answer = get(front, "/", more=claims + "Forwarded: for=192.0.2.66;host=evil.example\r\n")
    assert answer.statuses == [200]
    assert "evil.example" not in answer.text
    assert "Strict-Transport-Security" in answer.text, "it came over TLS, whatever was claimed"
    assert "192.0.2.66" not in server.log.read_text("utf-8")


def test_half_sent_requests_hold_up_nobody(front: Proxy) -> None:
    half_a_header = f"GET / HTTP/1.1\r\nHost: {PERSON}\r\nX: ".encode()
    half_a_body = f"POST /start HTTP/1.1\r\nHost: {PERSON}\r\nContent-Length: 1000\r\n\r\ncsrf_token=".encode()
    with ExitStack() as slow:
        for number in range(SLOW):
            connection = slow.enter_context(connected(front))
            connection.sendall(half_a_header if number % 2 else half_a_body)
        assert get(front, "/").statuses == [200]
        assert get(front, "/help").statuses == [200]


def test_hundreds_of_half_sent_headers_from_one_address_shut_nobody_out(front: Proxy) -> None:
    """No address is counted before its header is whole, so only the number of connections stands in the way."""
    half = f"GET / HTTP/1.1\r\nHost: {PERSON}\r\nX: ".encode()
    with ExitStack() as slow:
        for _ in range(HALF_SENT):
            slow.enter_context(socket.create_connection(("127.0.0.1", front.plain), 30)).sendall(half)
        assert get(front, "/help").statuses == [200]


def test_who_asks_for_many_first_pages_at_once_gets_each_and_help_before_them(front: Proxy, server: LiveServer) -> None:
    before = asked_of(server)
    with ExitStack() as many:
        waiting = [many.enter_context(connected(front)) for _ in range(SLOW)]
        for connection in waiting:
            connection.sendall(f"GET / HTTP/1.1\r\nHost: {PERSON}\r\n{CLOSE}".encode())
        assert get(front, "/help").statuses == [200]
        first = asked_of(server) - before
        assert first["/help"] == 1
        assert first["/"] < SLOW / 2, "the others wait at the door"
        assert [converse(connection, b"").statuses for connection in waiting] == [[200]] * SLOW


def asked_of(server: LiveServer) -> Counter[str]:
    """How often each page was asked for, of Braid itself."""
    lines = [json.loads(line) for line in server.log.read_text("utf-8").splitlines() if line.startswith("{")]
    return Counter(str(line["route"]) for line in lines if line["what"] == "answered")


@pytest.mark.parametrize("framing", framings("x"))
def test_a_request_whose_end_is_in_doubt_is_never_taken_for_two(front: Proxy, server: LiveServer, framing: str) -> None:
    before = asked_of(server)
    answer = ask(front, framings(PERSON)[framing])
    assert len(answer.statuses) <= 1, answer.text
    assert [status for status in answer.statuses if not 400 <= status < 600] == []
    assert set(asked_of(server) - before) <= {"/start"}, "what was hidden in it came through"


def test_what_is_too_large_meets_help(front: Proxy) -> None:
    assert_is_crisis_page(get(front, "/" + "a" * 9000), 414)
    assert_is_crisis_page(get(front, "/", more="X: " + "y" * 40_000 + "\r\n"), 400)
    large = f"POST /start HTTP/1.1\r\nHost: {PERSON}\r\nContent-Length: 200000\r\n{CLOSE}".encode()
    assert_is_crisis_page(ask(front, large), 413)


def test_leaving_leads_away_whatever_nginx_itself_would_say_of_it(front: Proxy) -> None:
    too_large = f"POST /leave HTTP/1.1\r\nHost: {PERSON}\r\nContent-Length: 200000\r\n{CLOSE}".encode()
    assert_leads_away(ask(front, too_large))
    half_a_body = f"POST /start HTTP/1.1\r\nHost: {PERSON}\r\nContent-Length: 9\r\n\r\na=".encode()
    with ExitStack() as many:
        for _ in range(MOST_AT_ONCE):
            many.enter_context(connected(front)).sendall(half_a_body)
        assert_is_crisis_page(get(front, "/help"), 429)
        assert_leads_away(get(front, "/leave"))


@pytest.mark.parametrize(("version", "taken"), [("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)])
def test_it_speaks_tls_as_it_is_today_and_not_as_it_was(front: Proxy, version: str, taken: bool) -> None:
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.set_ciphers("DEFAULT:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is old
        client.minimum_version = client.maximum_version = ssl.TLSVersion[version]
    with socket.create_connection(("127.0.0.1", front.tls), 30) as plain:
        refused = nullcontext() if taken else pytest.raises((ssl.SSLError, ConnectionError))
        with refused, client.wrap_socket(plain, server_hostname=PERSON) as connection:
            assert connection.version() == version.replace("_", ".")


def test_whoever_never_ends_a_header_is_let_go_before_the_name_is_known(front: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", front.plain), LET_GO_WITHIN) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        with suppress(ConnectionError):
            assert connection.recv(1) == b""


def test_when_braid_is_gone_there_is_help_and_a_way_to_leave(front: Proxy, server: LiveServer) -> None:
    server.kill9()
    try:
        for path in ("/", "/s/3", "/help"):
            assert_is_crisis_page(get(front, path), 502)
        assert_is_crisis_page(get(front, "/staff/queue", DESK), 502)
        assert_leads_away(get(front, "/leave"))
        assert_leads_away(get(front, "/leave", DESK))
    finally:
        server.start()
    assert get(front, "/").statuses == [200]
