"""A logo is judged by its content, whatever its name or the browser says."""

import pytest

from app.sites.logo import MOST_BYTES, LogoRefused, check_logo, mark_of, picture_alone, type_of
from tests.support.sites import _chunk, jpeg, png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(("content", "kind"), [(png(), "image/png"), (jpeg(), "image/jpeg")])
def test_a_picture_that_browsers_show_is_kept_under_its_own_type(content: bytes, kind: str) -> None:
    check_logo(content)
    assert type_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SVG,
        b"<html>",
        b"GIF89a" + b"\0" * 40,
        png()[:-4],  # cut off
        png() + SVG,  # something else after its end
        b"\x89PNG\r\n\x1a\n" + SVG,  # only the first bytes are right
        b"\x89PNG\r\n\x1a\n",
        jpeg()[:-1],
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff" + SVG + b"\xff\xd9",
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(LogoRefused, match="not a whole PNG or JPEG"):
        check_logo(content)


def test_a_large_file_is_refused() -> None:
    with pytest.raises(LogoRefused, match="50 kB"):
        check_logo(png() + b"\0" * MOST_BYTES)


@pytest.mark.parametrize("content", [png(2001, 1), png(1, 2001), jpeg(2001, 1), jpeg(0, 10)])
def test_a_picture_with_too_many_pixels_or_none_is_refused(content: bytes) -> None:
    with pytest.raises(LogoRefused, match="2,000 pixels"):
        check_logo(content)


def test_another_picture_has_another_mark() -> None:
    assert mark_of(png()) == mark_of(png())
    assert mark_of(png()) != mark_of(png(121))


def test_what_a_camera_or_a_program_wrote_beside_the_picture_is_not_kept() -> None:
    exif = b"\xff\xe1\x00\x1cExif\0\0GPS 40.7128N Dr Smith"
    exif = exif[:2] + (len(exif) - 2).to_bytes(2, "big") + exif[4:]
    taken = jpeg()[:2] + exif + jpeg()[2:]
    check_logo(taken)
    kept = picture_alone(taken)
    check_logo(kept)
    assert b"GPS" not in kept
    assert b"note" not in kept, "the comment of the sample"
    drawn = (
        png()[:33] + b"".join(_chunk(name, b"Author\0Dr Smith") for name in (b"tEXt", b"iTXt", b"eXIf")) + png()[33:]
    )
    check_logo(drawn)
    assert picture_alone(drawn) == png()
