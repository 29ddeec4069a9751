"""The page for the moment when everything else has failed: no database, no template, no session.

It is made once, when this module is imported, and holds no style and no script. Should even the help lines be
unreadable, the numbers below are used as they stand.
"""

from __future__ import annotations

from html import escape

LITERAL_NUMBERS = (("tel:988", "Call 988"), ("sms:988", "Text 988"), ("tel:911", "Call 911"))

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>{title}</title>
</head>
<body>
<nav aria-label="Leave"><a href="/leave">Leave now</a></nav>
<main>
<h1>Sorry, something went wrong on our side</h1>
<p>We do not know if your last answers were kept. You did nothing wrong. Please try again in a few minutes.</p>
<h2>If you need help now, do not wait for us</h2>
<p>A trained person will listen, day or night. It is free. They help with thoughts of suicide,
and with alcohol and drugs too.</p>
{numbers}
<p>Call 911 if you or someone else is in danger, is not breathing or cannot be woken.</p>
</main>
</body>
</html>
"""


def _numbers() -> tuple[tuple[str, str], ...]:
    try:
        from app.crisis.resources import resources

        lines = (resources()["lifeline"], resources()["emergency"])
        return tuple((way.href, way.action) for line in lines for way in line.main_channels)
    except Exception:  # whatever is wrong with the data, this page must still come out
        return LITERAL_NUMBERS


def _build(title: str) -> bytes:
    items = "\n".join(
        f'<p><strong><a href="{escape(href)}">{escape(action)}</a></strong></p>' for href, action in _NUMBERS
    )
    return _PAGE.format(title=escape(title), numbers=items).encode()


_NUMBERS = _numbers()
_DEFAULT = _build("Check-in")


def page(title: str = "Check-in") -> bytes:
    """A complete HTML page with the crisis numbers; `title` is the site's neutral title."""
    return _DEFAULT if title == "Check-in" else _build(title)
