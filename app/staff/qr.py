"""A QR code as a picture made by the server: black on white in any colours, without style attributes."""

import segno
from markupsafe import Markup

BORDER = 4  # modules of white around it, without which many cameras find nothing


def qr(address: str) -> Markup:
    """The picture, to be put where words say what it is."""
    picture = segno.make(address, error="m", micro=False)
    return Markup(picture.svg_inline(omitsize=True, border=BORDER, light="#fff"))  # noqa: S704 - made of numbers
