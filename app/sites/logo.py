"""What a logo must be, judged by its content alone: a whole PNG or JPEG file, small in bytes and in pixels.

Never SVG, which can hold scripts. Pure.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from app.extensions import N_

MOST_BYTES: Final = 50_000
MOST_PIXELS: Final = 2_000  # on each side
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended and progressive: what browsers show
_DATA_BEGINS: Final = 0xDA
_NOTES: Final = frozenset({*range(0xE1, 0xF0), 0xFE})  # APP1 to APP15, and comments
_WORDS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


class LogoRefused(ValueError):
    """A file that will not do. Its text says why in one sentence, in English; whoever shows it translates it."""


def check_logo(content: bytes) -> None:
    """Raises LogoRefused unless it is a picture that browsers show."""
    if len(content) > MOST_BYTES:
        raise LogoRefused(N_("The file is larger than 50 kB."))
    size = _size(content)
    if size is None:
        raise LogoRefused(N_("This is not a whole PNG or JPEG file."))
    if not all(1 <= side <= MOST_PIXELS for side in size):
        raise LogoRefused(N_("The picture is larger than 2,000 pixels on a side."))


def picture_alone(content: bytes) -> bytes:
    """A logo that was checked, without what else may stand in the file: where and by whom it was made, and comments."""
    return _png_alone(content) if content.startswith(_PNG) else _jpeg_alone(content)


def type_of(content: bytes) -> str:
    """The content type of a logo that was checked."""
    return "image/png" if content.startswith(_PNG) else "image/jpeg"


def mark_of(content: bytes) -> str:
    """What its address is made of: another picture has another one."""
    return hashlib.sha256(content).hexdigest()[:32]


def _size(content: bytes) -> tuple[int, int] | None:
    """Width and height; None if this is no such file, or not all of one."""
    if content.startswith(_PNG):
        return _size_of_png(content)
    return _size_of_jpeg(content) if content.startswith(_JPEG) and content.endswith(_JPEG_END) else None


def _size_of_png(content: bytes) -> tuple[int, int] | None:
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or chunks[-1] != (b"IEND", b""):
        return None
    header = chunks[0][1]
    return _number(header[:4]), _number(header[4:8])


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG file, up to where they no longer follow each other to the last byte."""
    at = len(_PNG)
    while at < len(content):
        data = at + 8
        end = data + _number(content[at : at + 4])
        yield content[at + 4 : data], content[data:end]
        at = end + 4  # after its checksum
    if at != len(content):
        yield b"", b""


def _png_alone(content: bytes) -> bytes:
    """Each part with its length and its checksum, but for those that hold words."""
    kept, at = [_PNG], len(_PNG)
    for name, data in _chunks(content):
        end = at + len(data) + 12
        kept += [] if name in _WORDS else [content[at:end]]
        at = end
    return b"".join(kept)


def _jpeg_alone(content: bytes) -> bytes:
    """Each part before the data, but for comments and what programs add for each other; the first such part stays."""
    kept, at = [content[:2]], 2
    while at + 4 < len(content) and content[at] == 0xFF and content[at + 1] != _DATA_BEGINS:
        end = at + 2 + _number(content[at + 2 : at + 4])
        kept += [] if content[at + 1] in _NOTES else [content[at:end]]
        at = end
    return b"".join([*kept, content[at:]])


def _size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF and content[at + 1] != _DATA_BEGINS:
        if content[at + 1] in _FRAMES:
            return _number(content[at + 7 : at + 9]), _number(content[at + 5 : at + 7])
        at += 2 + _number(content[at + 2 : at + 4])
    return None


def _number(octets: bytes) -> int:
    return int.from_bytes(octets, "big")
