"""Responses travel compressed. Errors too: on a bad link those are the pages that one meets.

How short a page becomes can betray a secret on it to a site that makes the browser ask for it again and again, with
guesses in the address that the page repeats (BREACH). No page with anybody's data repeats anything from its address.
"""

import gzip
from collections.abc import Callable
from typing import Final

import brotli
from flask import Flask, Response, request

# The smaller first. Brotli's fifth level is the last that costs next to nothing; phones too old for it read gzip.
WAYS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
KINDS: Final = frozenset({"text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"})
LEAST_BYTES: Final = 500  # what is shorter fits in one packet as it is


def init_app(app: Flask) -> None:
    """Compress what comes out at the very end. Must come before whatever else works on responses."""

    @app.after_request
    def compress(response: Response) -> Response:
        response.vary.add("Accept-Encoding")
        way = request.accept_encodings.best_match(WAYS)
        if way and _is_worth_it(response):
            response.set_data(WAYS[way](response.get_data()))
            response.content_encoding = way
        return response


def _is_worth_it(response: Response) -> bool:
    """Text of some length that nothing has encoded yet."""
    return response.mimetype in KINDS and not response.is_streamed and (response.content_length or 0) >= LEAST_BYTES
