"""Finding words that must not be there, in whichever common form they were written down."""

import base64
import bz2
import gzip
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

Opens = Callable[[bytes], bytes]
# How a compressed stream begins, and what opens it. What is cut off opens as far as it goes.
STREAMS: Final[tuple[tuple[bytes, Callable[[], Opens]], ...]] = (
    (b"\x1f\x8b\x08", lambda: zlib.decompressobj(zlib.MAX_WBITS | 16).decompress),
    (rb"\x78[\x01\x5e\x9c\xda]", lambda: zlib.decompressobj().decompress),
    (b"BZh[1-9]", lambda: bz2.BZ2Decompressor().decompress),
    (b"\xfd7zXZ\x00", lambda: lzma.LZMADecompressor().decompress),
)


def forms(word: str) -> set[bytes]:
    """How a word looks in a file: as it is, in UTF-16, in hex, and in base64 wherever it begins. All in lower case."""
    plain = word.lower().encode()
    texts = {plain, word.lower().encode("utf-16-le")}
    cased = {word.encode(), word.lower().encode(), word.encode("utf-16-le")}
    return texts | {text.hex().encode() for text in cased} | {form.lower() for text in cased for form in base64s(text)}


def base64s(text: bytes) -> Iterator[bytes]:
    """The signs of a text in base64 that do not depend on what stands before and after it."""
    for before in range(3):
        signs = base64.b64encode(bytes(before) + text)
        start, end = (before * 8 + 5) // 6, (before + len(text)) * 8 // 6
        yield signs[start:end]
        yield base64.urlsafe_b64encode(bytes(before) + text)[start:end]


def found(words: set[str], content: bytes) -> list[str]:
    """Which of the words stand in the content, or in what is compressed in it."""
    searched = [part.lower() for part in (content, *expanded(content))]
    return sorted(word for word in words if any(form in part for form in forms(word) for part in searched))


def expanded(content: bytes) -> Iterator[bytes]:
    """Everything in the content that opens as a compressed stream."""
    for beginning, opener in STREAMS:
        for match in re.finditer(beginning, content):
            with suppress(zlib.error, OSError, EOFError, lzma.LZMAError):
                yield opener()(content[match.start() :])


def compressed(text: bytes) -> list[bytes]:
    """A text in each form that `expanded` opens."""
    return [gzip.compress(text), zlib.compress(text), bz2.compress(text), lzma.compress(text)]
