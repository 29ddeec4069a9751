"""Text that people typed, made safe to read."""

import pytest

from app.staff.words.visible import visible


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain", "plain"),
        ("שלום", "שלום"),
        ("abc\u202etxt.exe", "abc[U+202E]txt.exe"),
        ("a\u200bb", "a[U+200B]b"),
        ("\ufeffa", "[U+FEFF]a"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_hidden_characters_are_shown_and_everything_else_is_left_alone(typed: str, shown: str) -> None:
    assert visible(typed) == shown


def test_emoji_and_scripts_that_need_joiners_keep_them() -> None:
    family, devanagari = "👩\u200d👧", "क्\u200cष"
    assert visible(family) == family
    assert visible(devanagari) == devanagari
