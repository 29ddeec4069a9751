"""QR codes as pictures made by the server: black on white in any colours, without style attributes."""

from typing import Final

import segno
from markupsafe import Markup

BORDER: Final = 4  # modules of white around it, without which many cameras find nothing


def link_code(address: str) -> Markup:
    """For the camera of a phone, from a screen or from paper that was folded: as large as its place."""
    return _drawn(segno.make(address, error="m", micro=False), omitsize=True, border=BORDER)


def authenticator_code(address: str) -> Markup:
    """For an authenticator, from the screen in front of it: it grows and shrinks too, or its place would cut it off."""
    return _drawn(segno.make(address), omitsize=True, border=BORDER, dark="#000")


def _drawn(code: segno.QRCode, **options: int | str) -> Markup:
    return Markup(code.svg_inline(light="#fff", **options))  # noqa: S704 - made of numbers
