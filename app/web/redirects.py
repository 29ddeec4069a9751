"""Redirects whose body, should anything show it, still carries the crisis numbers."""

from functools import cache

from flask import Response
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from app.settings import current_settings

BODY = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    '<p><a href="{url}">{go_on}</a></p>'
    '<p>{need} <a href="tel:988">{call}</a> <a href="sms:988">{text}</a> <a href="tel:911">{danger}</a></p>'
    "</body></html>"
)


def see_other(url: str) -> Response:
    """After a post: go and look at `url`, which is always one of our own."""
    body = BODY.format(url=url, **_words(str(get_locale()), current_settings().neutral_title))
    response = Response(body, status=303, mimetype="text/html")
    response.headers["Location"] = url
    return response


@cache  # the same for all who read this language
def _words(language: str, title: str) -> dict[str, str]:
    return {
        "language": language,
        "title": _(title),
        "go_on": _("Go on"),
        "need": _("Need help now?"),
        "call": _("Call 988"),
        "text": _("Text 988"),
        "danger": _("In danger, call 911"),
    }
