"""What a request must be before any view sees it: from our own pages, small, and readable to the last byte.

A body that cannot be decoded is refused: Flask would hand over an empty form, and an emptied form must never be scored.
"""

from urllib.parse import parse_qsl, urlsplit

from flask import Flask, request
from werkzeug.exceptions import BadRequest, Forbidden, UnsupportedMediaType

from app.extensions import SAFE_METHODS
from app.web.problem import is_for_programs

MOST_BYTES = 64 * 1024
MOST_FIELDS = 300
FORM = "application/x-www-form-urlencoded"
FORM_WITH_FILE = "multipart/form-data"
# The only forms that may come with a file, or with what one held; nothing in them is scored. And how large they may be:
# below what the framework would put into a temporary file, and above that file as text, twice over for `staff.fresh`.
LISTS = ("staff", "resources", "invites", "scores")
TAKE_A_FILE = {"staff.keep_logo": MOST_BYTES, **dict.fromkeys((f"staff.try_{name}" for name in LISTS), 450 * 1024)}
LARGER = {**TAKE_A_FILE, **dict.fromkeys((f"staff.bring_{name}" for name in LISTS), 900 * 1024)}


def init_app(app: Flask) -> None:
    """Check every request that may change something."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    app.config["WTF_CSRF_SSL_STRICT"] = False  # it wants a Referer; where a post comes from is checked below
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False  # no other site has business here, so nothing is offered to one

    @app.before_request
    def guard() -> None:
        if request.method not in SAFE_METHODS:
            request.max_content_length = request.max_form_memory_size = LARGER.get(request.endpoint or "", MOST_BYTES)
            _refuse_other_sites()
            _refuse_unreadable()


def _refuse_other_sites() -> None:
    """Fetch metadata where the browser sends it, else the Origin, else the Referer; old programs send none of them."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        allowed = site in ("same-origin", "none")
    else:
        said = request.headers.get("Origin") or request.headers.get("Referer")
        allowed = said is None or _host_of(said) == request.host
    if not allowed:
        raise Forbidden("This came from another site.")


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _refuse_unreadable() -> None:
    body = request.get_data(cache=True)
    if not body or is_for_programs():  # what a program sends is no form: the API reads it by itself, to the last byte
        return
    if request.mimetype == FORM_WITH_FILE and request.endpoint in TAKE_A_FILE:
        return
    if request.mimetype != FORM:
        raise UnsupportedMediaType("Only plain forms are read here.")
    try:
        fields = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadRequest("What was sent could not be read.") from error
    if any("\0" in part for field in fields for part in field):
        raise BadRequest("What was sent could not be read.")
