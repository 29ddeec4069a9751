"""The reference that a person gets is theirs alone, however many there are."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.desk import CALM, Desk, arrive, desk_of


@pytest.fixture
def ana(app: Flask) -> Desk:
    """A coordinator."""
    return desk_of(app, "coordinator")


def test_a_reference_that_somebody_has_already_is_not_given_again(
    app: Flask, ana: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Iterator[str] = iter(["KX7M-4HRT", "KX7M-4HRT", "KX7M-4HRT", "CDFH-7777"])
    monkeypatch.setattr("app.intake.arriving.submit.new_reference", lambda: next(made))
    for _ in range(2):
        arrive(app, CALM)
    assert {row["data-reference"] for row in ana.get("/staff/queue").select(".case")} == {"KX7M-4HRT", "CDFH-7777"}
