"""What a program may have made stands behind the rest: where nobody is hidden by it who may be a person in need."""

import pytest

from app.intake.arriving.suspect import MARKS, is_suspect
from app.intake.place import PRESSING
from app.screening import Level

CALM = [level for level in Level if level not in PRESSING]
FLOODED = sorted(set(MARKS) - {"fast"})


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("call_asked", [False, True])
def test_nobody_is_doubted_without_a_mark(level: Level, call_asked: bool) -> None:
    assert not is_suspect([], level, call_asked=call_asked)


@pytest.mark.parametrize("level", PRESSING)
@pytest.mark.parametrize("mark", MARKS)
def test_what_presses_comes_after_the_rest_that_does_for_any_mark(level: Level, mark: str) -> None:
    assert is_suspect([mark], level, call_asked=False)
    assert is_suspect([mark], level, call_asked=True)


@pytest.mark.parametrize("level", CALM)
def test_what_does_not_press_is_moved_away_for_a_flood_or_the_trap_and_not_for_being_fast(level: Level) -> None:
    assert [mark for mark in sorted(MARKS) if is_suspect([mark], level, call_asked=False)] == FLOODED
    assert is_suspect(["starts", "fast"], level, call_asked=False)


@pytest.mark.parametrize("level", CALM)
def test_whoever_asks_for_a_call_is_moved_away_for_nothing(level: Level) -> None:
    assert not is_suspect(sorted(MARKS), level, call_asked=True)
