import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vault import Unreadable, derive_key, seal, seal_json, unseal, unseal_json

KEY = derive_key(b"a secret for tests", "tests")
PLACE = "notes|text|7"


@given(st.binary(max_size=2000), st.text(max_size=50))
def test_what_was_sealed_opens_again_in_its_place(plaintext: bytes, place: str) -> None:
    assert unseal(KEY, place, seal(KEY, place, plaintext)) == plaintext


def test_a_json_value_comes_back_as_it_was() -> None:
    value = {"phq9_1": 0, "asq_1": "no", "px_motives": ["pain", "sleep"], "words": "ein Ä, a 🙂", "nothing": None}
    assert unseal_json(KEY, PLACE, seal_json(KEY, PLACE, value)) == value


@pytest.mark.parametrize("words", ["", "no", "w" * 200])
def test_the_length_of_a_seal_does_not_tell_which_short_words_are_in_it(words: str) -> None:
    blob = seal_json(KEY, PLACE, {"words": words})
    assert len(blob) == len(seal_json(KEY, PLACE, {})) == 1 + 12 + 256 + 16
    assert unseal_json(KEY, PLACE, blob) == {"words": words}


def test_a_json_value_that_was_sealed_without_padding_still_opens() -> None:
    assert unseal_json(KEY, PLACE, seal(KEY, PLACE, b'{"words":"no"}')) == {"words": "no"}


def test_the_same_words_look_different_every_time() -> None:
    assert len({seal(KEY, PLACE, b"yes") for _ in range(100)}) == 100


def test_the_words_cannot_be_seen_in_the_seal() -> None:
    assert b"canary" not in seal(KEY, PLACE, b"canary" * 10)


@pytest.mark.parametrize("elsewhere", ["notes|text|8", "notes|author|7", "contacts|text|7", "", PLACE + " "])
def test_a_seal_that_was_moved_to_another_place_does_not_open(elsewhere: str) -> None:
    with pytest.raises(Unreadable):
        unseal(KEY, elsewhere, seal(KEY, PLACE, b"words"))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(Unreadable):
        unseal(derive_key(b"a secret for tests", "other purpose"), PLACE, seal(KEY, PLACE, b"words"))


@given(st.data())
def test_a_seal_with_one_bit_changed_does_not_open(data: st.DataObject) -> None:
    blob = bytearray(seal(KEY, PLACE, b"some words"))
    position = data.draw(st.integers(0, len(blob) * 8 - 1))
    blob[position // 8] ^= 1 << position % 8
    with pytest.raises(Unreadable):
        unseal(KEY, PLACE, bytes(blob))


def test_a_seal_that_was_cut_off_anywhere_does_not_open() -> None:
    blob = seal(KEY, PLACE, b"some words")
    for length in range(len(blob)):
        with pytest.raises(Unreadable):
            unseal(KEY, PLACE, blob[:length])


def test_the_error_does_not_repeat_what_was_sealed() -> None:
    blob = seal(KEY, PLACE, b"canary")
    with pytest.raises(Unreadable) as caught:
        unseal(KEY, "elsewhere", blob)
    assert "canary" not in str(caught.value)


def test_keys_for_two_purposes_have_nothing_in_common() -> None:
    assert derive_key(b"secret", "one") != derive_key(b"secret", "two")
    assert derive_key(b"secret", "one") == derive_key(b"secret", "one")
    assert derive_key(b"other", "one") != derive_key(b"secret", "one")
