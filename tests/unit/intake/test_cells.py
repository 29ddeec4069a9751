"""No number from one to four can be read or worked out."""

from hypothesis import given
from hypothesis import strategies as st

from app.intake.figures import LEAST, counts, shares

FOUND = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12))


@given(FOUND)
def test_a_small_number_is_never_shown(found: dict[str, int]) -> None:
    for cells in (counts(found), shares(found)):
        assert not [count for count in cells.values() if count is not None and 0 < count < LEAST]


@given(FOUND)
def test_whatever_is_shown_is_what_was_counted(found: dict[str, int]) -> None:
    for cells in (counts(found), shares(found)):
        assert {name: count for name, count in cells.items() if count is not None}.items() <= found.items()


@given(FOUND)
def test_where_the_total_is_known_one_hidden_number_is_never_alone_beside_others(found: dict[str, int]) -> None:
    cells = shares(found)
    hidden = [name for name, count in cells.items() if count is None]
    assert len(hidden) != 1 or not any(cells.values())


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert shares({"a": 5, "b": 0, "c": 40}) == {"a": 5, "b": 0, "c": 40}
