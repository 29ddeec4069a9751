"""Which language a page speaks: what the reader chose, else what the browser asks for, else English.

The choice has a cookie of its own, so that the page after a timeout still speaks it. It holds two letters and says
nothing about anybody.
"""

from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from babel.support import Translations
from flask import Flask, Response, current_app, g, has_request_context, request
from werkzeug.exceptions import BadRequest

from app.extensions import babel, csrf
from app.web import choice_cookie
from app.web.redirects import see_other

SOURCE: Final = "en"  # the language that every text of ours is written in first
LANGUAGES: Final = {SOURCE: "English", "es": "Español"}
# One language, or several at once, as a help line is said to speak them.
TONGUES: Final = tuple(
    " ".join(spoken) for many in range(1, len(LANGUAGES) + 1) for spoken in combinations(LANGUAGES, many)
)
TRANSLATIONS: Final = Path(__file__).parent.parent / "translations"
CATALOGUES: Final = ("texts", "person", "staff")
_COOKIE: Final = "l"


def current_language() -> str:
    """The language of this request."""
    if not has_request_context():
        return SOURCE
    if "language" not in g:
        g.language = _asked_for()
    found: str = g.language
    return found


def _asked_for() -> str:
    chosen = choice_cookie.chosen(_COOKIE)
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(list(LANGUAGES)) or SOURCE


@cache
def reviewed(language: str) -> dict[str, str | None]:
    """Who has reviewed the translation of each catalogue; None where no qualified translator has signed it yet."""
    if language == SOURCE:
        return {}
    loaded = {name: Translations.load(TRANSLATIONS, [language], name) for name in CATALOGUES}
    return {name: found.info().get("x-reviewed-by") or None for name, found in loaded.items()}


def forget_language(response: Response) -> None:
    """Take the choice away with everything else."""
    choice_cookie.forget(response, _COOKIE)


def init_app(app: Flask) -> None:
    """Let every page be read in each language, and the reader choose."""
    babel.init_app(  # type: ignore[no-untyped-call]  # of Flask-Babel
        app,
        default_locale=SOURCE,
        default_domain=";".join(CATALOGUES),
        default_translation_directories=";".join([str(TRANSLATIONS)] * len(CATALOGUES)),
        locale_selector=current_language,
    )
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
    choice_cookie.choose(response, _COOKIE, chosen)
    return response


def _came_from() -> str:
    """The page of ours on which the choice was made, if it can be opened again; else the first one of its audience.

    A page whose address must not travel in a header names it in the form.
    """
    said = urlsplit(request.form.get("page") or request.referrer or "/")
    if said.netloc not in ("", request.host) or said.path.startswith("//") or "\\" in said.path:
        return "/"  # a browser takes two slashes for the beginning of somebody else's address
    addresses = current_app.url_map.bind(request.host)
    if addresses.test(said.path, method="GET"):
        return said.path
    return "/staff/" if said.path.startswith("/staff/") else "/"
