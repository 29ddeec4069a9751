"""The page for the moment when everything else has failed: no database, no template, no session, no catalogue of texts.

It speaks every language at once, for nothing is known of the reader. It is made once, when this module is imported, and
holds no style and no script. Should even the help lines be unreadable, the numbers below are used as they stand.
"""

from __future__ import annotations

from html import escape
from typing import TypeAlias

Numbers: TypeAlias = tuple[tuple[str, str], ...]

LITERAL_NUMBERS: Numbers = (("tel:988", "Call 988"), ("sms:988", "Text 988"), ("tel:911", "Call 911"))
SPANISH_NUMBERS: Numbers = (
    ("tel:988", "Llame al 988 y marque el 2"),
    ("sms:988", "Envíe la palabra AYUDA al 988"),
    ("tel:911", "Llame al 911"),
)

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>{title}</title>
</head>
<body>
<nav aria-label="Leave"><a href="/leave">Leave now</a> · <a href="/leave" lang="es">Salir ahora</a></nav>
<main>
<h1>Sorry, something went wrong on our side</h1>
<p>We do not know if your last answers were kept. You did nothing wrong. Please try again in a few minutes.</p>
<h2>If you need help now, do not wait for us</h2>
<p>A trained person will listen, day or night. It is free. They help with thoughts of suicide,
and with alcohol and drugs too.</p>
{numbers}
<p>Call 911 if you or someone else is in danger, is not breathing or cannot be woken.</p>
<section lang="es">
<h2>Lo sentimos, algo falló de nuestro lado</h2>
<p>No sabemos si se guardaron sus últimas respuestas. Usted no hizo nada mal. Inténtelo de nuevo en unos minutos.</p>
<h3>Si necesita ayuda ahora, no nos espere</h3>
<p>Una persona capacitada le escuchará, de día o de noche. Es gratis. Ayudan con pensamientos de suicidio,
y también con el alcohol y las drogas.</p>
{spanish_numbers}
<p>Llame al 911 si usted u otra persona está en peligro, no respira o no despierta.</p>
</section>
</main>
</body>
</html>
"""


def _numbers() -> Numbers:
    try:
        from app.crisis.resources import resources

        lines = (resources()["lifeline"], resources()["emergency"])
        return tuple((way.href, way.action) for line in lines for way in line.main_channels)
    except Exception:  # whatever is wrong with the data, this page must still come out
        return LITERAL_NUMBERS


def _build(title: str) -> bytes:
    listed = {"numbers": _listed(NUMBERS), "spanish_numbers": _listed(SPANISH_NUMBERS)}
    return _PAGE.format(title=escape(title), **listed).encode()


def _listed(numbers: Numbers) -> str:
    return "\n".join(
        f'<p><strong><a href="{escape(href)}">{escape(action)}</a></strong></p>' for href, action in numbers
    )


NUMBERS = _numbers()
_DEFAULT = _build("Check-in")


def page(title: str = "Check-in") -> bytes:
    """A complete HTML page with the crisis numbers; `title` is the site's neutral title."""
    return _DEFAULT if title == "Check-in" else _build(title)
