"""The report as a PDF that programs can read aloud (PDF/UA-1). Made of data alone; no file, no network in reach."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

TYPE: Final = "application/pdf"
TEMPLATE: Final = Path(__file__).parent / "paper" / "report.typ"
# Letters that the built-in fonts certainly have, however they are put together. What is beyond them, they may have.
_LETTERS: Final = "\u00a0-\u024f\u0386-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0481\u1e00-\u1eff"
_BEYOND: Final = re.compile(f"[^\t\n -~{_LETTERS}\u200b\u2010-\u2027\u20ac]")
_LONG: Final = re.compile(r"(\S{24})(?=\S)")  # without a space, such as an address: it may be longer than a line


def pdf_of(content: Mapping[str, Any], unshown: str) -> bytes:
    """The file. Where a letter is missing, all rare ones stand as numbers, such as [U+738B], and `unshown` says so."""
    import typst  # few requests need it, and it is large

    try:
        return _compiled(_each(content, _parted))
    except typst.TypstError:
        numbered = _each({**content, "warnings": [*content["warnings"], unshown]}, _numbered)
        return _compiled(_each(numbered, _parted))


def _compiled(content: Any) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    import typst  # as above

    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        pdf_standards="ua-1",
        ignore_system_fonts=True,  # the same file on every machine
        sys_inputs={"data": json.dumps(content)},
    )


def _each(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The same with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each(inner, change) for key, inner in value.items()}
    return [_each(inner, change) for inner in value] if isinstance(value, list | tuple) else value


def _parted(text: str) -> str:
    """It may go on in the next line after every 24 letters; nobody sees where."""
    return _LONG.sub("\\1\u200b", text)


def _numbered(text: str) -> str:
    return _BEYOND.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
