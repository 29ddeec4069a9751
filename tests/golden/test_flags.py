"""Every risk flag is raised by the answers of its rule and by no others."""

import pytest

from app.screening import judge, rulebook
from tests.golden.tables import answers, golden

TABLE = golden("flags.toml")
CALM = TABLE["calm"]
FLAGS = [name for name in TABLE if name != "calm"]


@pytest.mark.parametrize(
    ("given", "flags"),
    [pytest.param(given, flags.split(), id=f"{name}: {given}") for name in FLAGS for given, flags in TABLE[name]],
)
def test_these_answers_raise_exactly_these_flags_most_pressing_first(given: str, flags: list[str]) -> None:
    assert [flag.id for flag in judge(answers(CALM, given)).flags] == flags


def test_every_flag_is_seen_raised_and_not_raised() -> None:
    assert set(FLAGS) == set(rulebook().by_id), "tests/golden/flags.toml needs a table for each flag of risk.toml"
    for name in FLAGS:
        assert {name in flags.split() for _, flags in TABLE[name]} == {True, False}
