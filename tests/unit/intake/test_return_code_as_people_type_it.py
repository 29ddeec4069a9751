"""The return code as people write it down, say it and type it."""

import secrets
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.intake.arriving.return_code import ALPHABET, LENGTH, Code, code_of, read_code


def new_code() -> Code:
    return code_of(secrets.token_bytes(32))


SIGNS = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
LOOK_ALIKE = {"0": "0Oo", "1": "1IilL"}


@given(SIGNS, st.data())
def test_whatever_case_spacing_and_look_alikes_it_is_the_same_code(signs: str, data: st.DataObject) -> None:
    typed = ""
    for sign in signs:
        typed += data.draw(st.sampled_from(LOOK_ALIKE.get(sign, sign + sign.lower())))
        typed += data.draw(st.sampled_from(["", "", " ", "-", "\u00a0", "  "]))
    code = read_code(typed)
    assert code is not None
    assert code.signs == signs


@given(st.text())
def test_any_text_is_a_code_of_sixteen_signs_or_none_at_all(typed: str) -> None:
    code = read_code(typed)
    assert code is None or (len(code.signs) == LENGTH and set(code.signs) <= set(ALPHABET))


def test_a_code_is_written_in_four_groups_of_four_without_look_alikes() -> None:
    groups = str(new_code()).split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert not set("ILOU") & set(ALPHABET)
    assert read_code("-".join(groups)) is not None


def test_every_sign_is_as_likely_as_every_other() -> None:
    """Chi-square over 32 signs: if they are, 80 is exceeded about once in 300,000 runs."""
    counts = Counter("".join(new_code().signs for _ in range(4000)))
    expected = 4000 * LENGTH / len(ALPHABET)
    assert set(counts) == set(ALPHABET)
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 80


def test_a_code_does_not_show_in_a_log() -> None:
    code = new_code()
    assert code.signs not in repr(code)
    assert code.signs[:8] not in repr(code)
