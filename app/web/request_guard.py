"""What a request must be before any view sees it: from our own pages, small, and readable to the last byte.

A body that cannot be decoded is refused: Flask would hand over an empty form, and an emptied form must never be scored.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from flask import Flask, Response, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    HTTPException,
    NotFound,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)

from app.extensions import SAFE_METHODS
from app.web.problem import is_for_programs

MOST_BYTES = 64 * 1024
MOST_OF_STAFF = 256 * 1024  # two notes of the greatest length, in letters that take nine bytes each
MOST_OF_A_REPORT = 8 * 1024
MOST_FIELDS = 300
FORM = "application/x-www-form-urlencoded"
FORM_WITH_FILE = "multipart/form-data"
# The only forms that may come with a file, or with what one held; nothing in them is scored. And how large they may be:
# below what the framework would put into a temporary file, and above that file as text, twice over for `staff.fresh`.
LISTS = ("staff", "resources", "invites", "scores")
TAKE_A_FILE = {"staff.keep_logo": MOST_BYTES, **dict.fromkeys((f"staff.try_{name}" for name in LISTS), 450 * 1024)}
LARGER = {**TAKE_A_FILE, **dict.fromkeys((f"staff.bring_{name}" for name in LISTS), 900 * 1024)}
REPORT: Final = "csp_report"  # of a browser, about a page of ours: no form, and it changes nothing but a count
LOOKED_UP: Final = ("staff.", "api.")  # pages that look for what their address says, as it stands
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")  # but for tab, the ends of lines, and the next
_OTHER_ENDS_OF_LINES: Final = str.maketrans("\v\f", "\n\n")  # what word processors leave behind in what is pasted


def init_app(app: Flask) -> None:
    """Check the address of every request, and all of a request that may change something."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    app.config["WTF_CSRF_SSL_STRICT"] = False  # it wants a Referer; where a post comes from is checked below
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False  # no other site has business here, so nothing is offered to one

    @app.before_request
    def guard() -> None:
        _refuse_unreadable_address()
        if request.method not in SAFE_METHODS:
            request.max_content_length = request.max_form_memory_size = _most(request.endpoint or "")
            _refuse_other_sites()
            _refuse_unreadable()

    @app.after_request
    def depends_on_the_asker(response: Response) -> Response:
        response.vary.update(("Sec-Fetch-Site", "Origin"))
        return response


def _refuse_unreadable_address() -> None:
    """PostgreSQL takes no NUL, whatever is looked for. A person is refused nothing for how their address is written."""
    if not (request.endpoint or "").startswith(LOOKED_UP):
        return
    if _NO_TEXT.search(request.path):
        raise NotFound
    if any(_NO_TEXT.search(part) for pair in request.args.items(multi=True) for part in pair):
        raise BadRequest("This address could not be read.")


def _most(endpoint: str) -> int:
    if endpoint == REPORT:
        return MOST_OF_A_REPORT
    return LARGER.get(endpoint, MOST_OF_STAFF if endpoint.startswith("staff.") else MOST_BYTES)


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


def _body() -> bytes:
    try:
        return request.get_data(cache=True)
    except HTTPException:
        raise
    except Exception as error:  # of the server: what was sent ends in the middle, or in no way that HTTP knows
        raise BadRequest("What was sent could not be read.") from error


def _refuse_unreadable() -> None:
    if request.content_encoding not in (None, "", "identity"):
        raise UnsupportedMediaType("Nothing is unpacked here.")
    body = _body()
    if len(body) >= (request.max_content_length or MOST_BYTES):  # one without a length is read so far
        raise RequestEntityTooLarge
    if not body or is_for_programs():  # what a program sends is no form: the API reads it by itself, to the last byte
        return
    if request.endpoint == REPORT or (request.mimetype == FORM_WITH_FILE and request.endpoint in TAKE_A_FILE):
        return
    if request.mimetype != FORM:
        raise UnsupportedMediaType("Only plain forms are read here.")
    request.form, request.files = _form_of(body), ImmutableMultiDict()  # both, or Werkzeug reads the body by itself


def _form_of(body: bytes) -> ImmutableMultiDict[str, str]:
    """The form, read strictly, each text in the one way in which Unicode writes it. Raises BadRequest.

    What views get is exactly what was checked here.
    """
    try:
        fields = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadRequest("What was sent could not be read.") from error
    if any(_NO_TEXT.search(part) for field in fields for part in field):
        raise BadRequest("What was sent could not be read.")
    return ImmutableMultiDict([(_as_written(name), _as_written(value)) for name, value in fields])


def _as_written(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_OTHER_ENDS_OF_LINES))
