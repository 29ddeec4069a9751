"""Text that goes into a cell: a spreadsheet must show it, and never work it out."""

import re
from typing import Final

# What begins so, after spaces and characters that nobody sees, is a formula to some program: a cell, and each line in
# it, because programs differ in what ends a cell. An empty line inside a text is none.
_UNSEEN: Final = r"[ \u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff]*"
_SIGNS: Final = r"=+\-@\uff1d\uff0b\uff0d\uff20\t\x00"
_FORMULA: Final = re.compile(
    rf"\A(?={_UNSEEN}[{_SIGNS}\r\n])|(?<=[\n\r\v\f\x85\u2028\u2029])(?={_UNSEEN}[{_SIGNS}])",
)


def literal(text: str) -> str:
    """The same text, with an apostrophe before each line that could be taken for a formula."""
    return _FORMULA.sub("'", text)
