"""No number from one to four can be read or worked out."""

from hypothesis import given
from hypothesis import strategies as st

from app.intake.week.small_counts import LEAST, counts, from_least, shares, stairs

FOUND = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12))


@given(FOUND)
def test_a_small_number_is_never_shown(found: dict[str, int]) -> None:
    for cells in (counts(found), shares(found), from_least(found)):
        assert not [count for count in cells.values() if count is not None and 0 < count < LEAST]


@given(FOUND)
def test_whatever_is_shown_is_what_was_counted(found: dict[str, int]) -> None:
    for cells in (counts(found), shares(found), from_least(found)):
        assert {name: count for name, count in cells.items() if count is not None}.items() <= found.items()


@given(FOUND)
def test_where_the_total_is_known_one_hidden_number_is_never_alone_beside_others(found: dict[str, int]) -> None:
    cells = shares(found)
    hidden = [name for name, count in cells.items() if count is None]
    assert len(hidden) != 1 or not any(cells.values())


@given(FOUND)
def test_what_is_hidden_is_never_known_to_be_little_altogether(found: dict[str, int]) -> None:
    cells = shares(found)
    hidden = [found[name] for name, count in cells.items() if count is None]
    assert not hidden or sum(hidden) >= LEAST or not any(cells.values())


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8))
def test_no_small_number_lies_between_two_steps_that_are_shown(numbers: list[int]) -> None:
    found = {str(place): number for place, number in enumerate(numbers)}
    shown = [count for count in stairs(found).values() if count is not None]
    assert not [1 for one in (0, *shown) for other in (0, *shown) if 0 < abs(one - other) < LEAST]
    assert {name: count for name, count in stairs(found).items() if count is not None}.items() <= found.items()


def test_the_first_and_the_last_step_are_kept_before_the_others() -> None:
    assert stairs({"began": 20, "one": 18, "two": 12, "sent": 10}) == {
        "began": 20,
        "one": None,
        "two": None,
        "sent": 10,
    }
    assert stairs({"began": 20, "one": 20, "two": 15, "sent": 10}) == {"began": 20, "one": 20, "two": 15, "sent": 10}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert shares({"a": 5, "b": 0, "c": 40}) == {"a": 5, "b": 0, "c": 40}
