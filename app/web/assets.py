"""Static files under an address that changes with their content, so that a browser may keep them for ever."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, request, url_for

from app.crisis.resources import crisis_line
from app.settings import current_settings
from app.sites import current_site

STATIC = Path(__file__).parent.parent / "static"


@cache
def fingerprint(name: str) -> str:
    """Eight hex digits that change when the file does. Raises FileNotFoundError for a file that does not exist."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]


def asset(name: str) -> str:
    """The address of a static file."""
    return url_for("static", filename=name, v=fingerprint(name))


def is_fingerprinted() -> bool:
    """Whether this request asks for a static file by its content."""
    name = (request.view_args or {}).get("filename", "")
    return request.endpoint == "static" and (STATIC / name).is_file() and request.args.get("v") == fingerprint(name)


def init_app(app: Flask) -> None:
    """Give templates what every page needs."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset, leave_path="/leave")

    @app.context_processor
    def shared() -> dict[str, object]:
        chosen = current_settings()
        return {
            "site": current_site(),
            "neutral_title": chosen.neutral_title,
            "crisis_line": crisis_line(),
            "demo": chosen.demo,
            "idle_minutes": int(chosen.person_idle.total_seconds() // 60),
        }
