"""Contrast as WCAG computes it, on pairs that others have published."""

import re
from pathlib import Path

import pytest

from app.sites.colour import ACCENTS, LEAST_CONTRAST, SURFACES, contrast, is_colour, least_contrast

TOKENS = (Path(__file__).parents[3] / "app/static/tokens.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that is still readable on white
        ("#777777", "#ffffff", 4.48),  # and the first that is not
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
        ("#00ff00", "#ffffff", 1.37),
        ("#949494", "#ffffff", 3.03),
    ],
)
def test_the_contrast_of_known_pairs(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_colour_is_judged_on_the_surface_where_it_is_hardest_to_read(theme: str) -> None:
    worst = min(contrast(ACCENTS[theme], surface) for surface in SURFACES[theme])
    assert least_contrast(ACCENTS[theme], SURFACES[theme]) == worst


def test_braids_own_accents_would_pass() -> None:
    assert all(least_contrast(colour, SURFACES[theme]) >= LEAST_CONTRAST for theme, colour in ACCENTS.items())


@pytest.mark.parametrize(("theme", "half"), [("light", 0), ("dark", 1)])
def test_the_surfaces_are_those_of_the_pages(theme: str, half: int) -> None:
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", TOKENS.split("@media")[half]))
    long = {
        name: value if len(value) == 7 else "#" + "".join(sign * 2 for sign in value[1:])
        for name, value in tokens.items()
    }
    assert {long["paper"], long["card"], long["on-primary"]} == set(SURFACES[theme])
    assert long["primary"] == ACCENTS[theme]


@pytest.mark.parametrize("text", ["", "#fff", "0f5c63", "#0f5c6g", "#0F5C63", "#0f5c63;}", "#0f5c63\n", "red"])
def test_what_is_no_colour_reaches_no_sheet(text: str) -> None:
    assert not is_colour(text)
