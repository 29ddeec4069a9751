"""Whether a colour can be read where it is used: contrast as WCAG 2.2 defines it.

Pure. The surfaces are those of static/tokens.css; a test holds the two together.
"""

import re
from collections.abc import Iterable
from typing import Final

LEAST_CONTRAST: Final = 4.5  # for text of any size (WCAG 1.4.3); more than edges and focus marks need (1.4.11)
# What stands behind links and edges, and what is written on a button filled with the accent.
SURFACES: Final = {"light": ("#fbf8f3", "#ffffff"), "dark": ("#14191b", "#1c2326", "#10191b")}
ACCENTS: Final = {"light": "#0f5c63", "dark": "#7cc8cf"}  # where a centre chose none
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)  # of red, green and blue, to a human eye


def is_colour(text: str) -> bool:
    """Whether this is a colour as we keep it: `#0f5c63`."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """From 1, the same colour, to 21, black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, surfaces: Iterable[str]) -> float:
    """The contrast where it is worst."""
    return min(contrast(colour, surface) for surface in surfaces)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return sum(weight * _linear(channel) for weight, channel in zip(_WEIGHTS, channels, strict=True))


def _linear(channel: float) -> float:
    """Light itself, of a value that is stored as sRGB."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
