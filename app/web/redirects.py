"""Redirects whose body, should anything show it, still carries the crisis numbers."""

from flask import Response
from markupsafe import escape

from app.settings import current_settings

BODY = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    '<p><a href="{url}">Go on</a></p>'
    '<p>Need help now? <a href="tel:988">Call 988</a> or <a href="sms:988">text 988</a>. '
    'In danger, call <a href="tel:911">911</a>.</p>'
    "</body></html>"
)


def see_other(url: str) -> Response:
    """After a post: go and look at `url`, which is always one of our own."""
    response = Response(
        BODY.format(url=escape(url), title=escape(current_settings().neutral_title)), status=303, mimetype="text/html"
    )
    response.headers["Location"] = url
    return response
