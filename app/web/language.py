"""Which language a page speaks: what the reader chose, else what the browser asks for, else English.

The choice has a cookie of its own, so that the page after a timeout still speaks it. It holds two letters and says
nothing about anybody.
"""

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, has_request_context, request
from werkzeug.exceptions import BadRequest

from app.extensions import babel, csrf
from app.web.redirects import see_other

SOURCE: Final = "en"  # the language that every text of ours is written in first
LANGUAGES: Final = {SOURCE: "English", "es": "Español"}


def current_language() -> str:
    """The language of this request."""
    if not has_request_context():
        return SOURCE
    chosen = request.cookies.get(_cookie())
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(list(LANGUAGES)) or SOURCE


def forget_language(response: Response) -> None:
    """Take the choice away with everything else."""
    if _cookie() in request.cookies:
        response.delete_cookie(_cookie(), path="/", secure=request.is_secure, httponly=True, samesite="Strict")


def init_app(app: Flask) -> None:
    """Let every page be read in each language, and the reader choose."""
    babel.init_app(app, default_locale=SOURCE, locale_selector=current_language)
    app.post("/language")(csrf.exempt(choose))  # a choice of words: whoever forges it gains nothing

    @app.context_processor
    def languages() -> dict[str, object]:
        return {"language": current_language(), "languages": LANGUAGES}


def choose() -> Response:
    """Speak this language from now on, on the page where it was chosen."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise BadRequest("There is no such language.")
    response = see_other(_came_from())
    response.set_cookie(_cookie(), chosen, path="/", secure=request.is_secure, httponly=True, samesite="Strict")
    return response


def _came_from() -> str:
    """The page of ours on which the choice was made, if it can be opened again; else the first one."""
    said = urlsplit(request.referrer or "")
    if said.netloc != request.host:
        return "/"
    addresses = current_app.url_map.bind(request.host)
    return said.path if addresses.test(said.path, method="GET") else "/"


def _cookie() -> str:
    return "__Host-l" if request.is_secure else "l"
