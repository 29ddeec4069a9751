"""Static files, read once and served from memory, under an address that changes with their content.

A browser may keep them for ever. Each room has one sheet to fetch: its own rules, after what both share.
"""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from typing import Final

from flask import Flask, Response, current_app, request
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.settings import current_settings, whole_minutes
from app.web.help_lines import line_on_every_page
from app.web.language import current_language

STATIC = Path(__file__).parent.parent / "static"
NAMES = frozenset(path.name for path in STATIC.iterdir())
SHEETS: Final = {
    "person.css": ("tokens.css", "person.css"),
    "staff.css": ("tokens.css", "staff.css", "staff_case.css", "staff_ways_in.css", "staff_handoff.css"),
}


@cache
def content(name: str) -> bytes:
    """What is sent for a name. Raises FileNotFoundError for a file that does not exist."""
    return b"".join((STATIC / part).read_bytes() for part in SHEETS.get(name, (name,)))


@cache
def fingerprint(name: str) -> str:
    """Eight hex digits that change when the content does. Raises FileNotFoundError for a file that does not exist."""
    return hashlib.sha256(content(name)).hexdigest()[:8]


def asset(name: str) -> str:
    """The address of a static file."""
    return f"{current_app.static_url_path}/{name}?v={fingerprint(name)}"


def is_fingerprinted() -> bool:
    """Whether this request asks for a static file by its content."""
    name = (request.view_args or {}).get("filename", "")
    return request.endpoint == "static" and name in NAMES and request.args.get("v") == fingerprint(name)


def serve(filename: str) -> Response:
    """Send a static file."""
    if filename not in NAMES:
        raise NotFound
    return Response(content(filename), mimetype=mimetypes.guess_type(filename)[0])


def init_app(app: Flask) -> None:
    """Serve the static files, and give templates what every page needs."""
    app.view_functions["static"] = serve
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset, leave_path="/leave")

    @cache  # the same for all who read this language
    def same_for_all(_language: str, _of_the_words: str) -> dict[str, object]:
        chosen = current_settings()
        return {
            "neutral_title": _(chosen.neutral_title),
            "crisis_line": line_on_every_page(),
            "demo": chosen.demo,
            "idle_minutes": whole_minutes(chosen.person_idle),
        }

    app.context_processor(lambda: same_for_all(current_language(), str(get_locale())))
