"""The search for words that must not be there finds them in every form that it promises, and nowhere else."""

import base64
import os
from collections.abc import Callable

import pytest

from tests.support.canary import compressed, found

WORD = "Canary-of-Anna"
FORMS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "in capitals": bytes.upper,
    "hex": lambda text: text.hex().encode(),
    "hex in capitals": lambda text: text.hex().upper().encode(),
    "base64": base64.b64encode,
    "base64 for addresses": base64.urlsafe_b64encode,
    "UTF-16": lambda text: text.decode().encode("utf-16-le"),
    "UTF-16 the other way round": lambda text: b"\0" + text.decode().encode("utf-16-be"),
    "gzip": lambda text: compressed(text)[0],
    "zlib": lambda text: compressed(text)[1],
    "bzip2": lambda text: compressed(text)[2],
    "xz": lambda text: compressed(text)[3],
}


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("form", FORMS)
def test_a_word_is_found_wherever_it_begins(form: str, before: int) -> None:
    text = b"x" * before + WORD.encode() + b" and so on"
    assert found({WORD, "nobody-else"}, os.urandom(999) + FORMS[form](text) + os.urandom(999)) == [WORD]


def test_nothing_is_found_in_bytes_by_chance() -> None:
    assert found({WORD}, os.urandom(200_000)) == []
