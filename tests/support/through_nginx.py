"""A browser whose reader comes over TLS by the name of the person's side, to the nginx of a test."""

import http.client
import socket
import ssl
import urllib.request
from functools import partial

from tests.support.live_browser import LiveBrowser
from tests.support.nginx import PERSON, Proxy


class ThroughNginx(LiveBrowser):
    """Whatever it asks for, it asks there: no name is looked up, and whose certificate it is does not matter."""

    def __init__(self, front: Proxy) -> None:
        super().__init__(f"https://{PERSON}")
        cookies = urllib.request.HTTPCookieProcessor(self.cookies)
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies, _ByThatWay(front.tls))


class _ByThatWay(urllib.request.HTTPSHandler):
    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_Connection, self._port), request)


class _Connection(http.client.HTTPSConnection):
    def __init__(self, port: int, host: str, *, timeout: float) -> None:
        super().__init__(host, timeout=timeout)
        self._there = ("127.0.0.1", port)

    def connect(self) -> None:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection(self._there, self.timeout)
        self.sock = trusting.wrap_socket(plain, server_hostname=self.host)
