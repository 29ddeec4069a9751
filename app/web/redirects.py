"""Redirects whose body, should anything show it, still carries the crisis numbers."""

from functools import cache
from typing import Final

from babel.support import NullTranslations
from flask import Response
from flask_babel import get_locale, get_translations
from markupsafe import Markup

from app.extensions import N_
from app.settings import current_settings

BODY = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    '<p><a href="{url}">{go_on}</a></p>'
    '<p>{need} <a href="tel:988">{call}</a> <a href="sms:988">{text}</a> <a href="tel:911">{danger}</a></p>'
    "</body></html>"
)
WORDS: Final = {
    "go_on": N_("Go on"),
    "need": N_("Need help now?"),
    "call": N_("Call 988"),
    "text": N_("Text 988"),
    "danger": N_("In danger, call 911"),
}


def see_other(url: str) -> Response:
    """After a post: go and look at `url`, which is always one of our own."""
    words = _words(get_translations(), str(get_locale()), current_settings().neutral_title)
    response = Response(BODY.format(url=url, **words), status=303, mimetype="text/html")
    response.headers["Location"] = url
    return response


@cache  # the same for all who read this catalogue
def _words(catalogue: NullTranslations, language: str, title: str) -> dict[str, str]:
    return {"language": language, "title": catalogue.ugettext(title)} | {
        name: catalogue.ugettext(words) for name, words in WORDS.items()
    }
