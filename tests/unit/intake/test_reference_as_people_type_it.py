"""A reference as people say and type it."""

import pytest

from app.intake.arriving.reference import new_reference, read_reference


def test_every_reference_is_read_as_it_was_made() -> None:
    for reference in (new_reference() for _ in range(200)):
        assert read_reference(reference) == reference
        assert read_reference(reference.lower().replace("-", " ")) == reference


@pytest.mark.parametrize("typed", ["1X7M-4HRT", "ix7m4hrt", " LX7M \u2013 4HRT ", "\uff2cX7M4HRT"])
def test_slips_of_hand_are_forgiven(typed: str) -> None:
    assert read_reference(typed) == "LX7M-4HRT"


@pytest.mark.parametrize("typed", ["", "LX7M-4HR", "LX7M-4HRTT", "OX7M-4HRT", "\u0661X7M-4HRT", "Robin"])
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert read_reference(typed) is None
