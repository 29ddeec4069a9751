"""Text that people typed, made safe to read: characters that are invisible or turn the reading direction are shown."""

import re
from typing import Final

# Soft hyphen, zero-width space, direction marks, embeddings, overrides and isolates, word joiner, byte order mark.
# The joiners U+200C and U+200D stay: scripts and emoji need them.
_HIDDEN: Final = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def visible(text: str) -> str:
    """The same text with each hidden character written out, such as `[U+202E]`."""
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
