"""JSON from outside, read so that nothing in it can be lost: no key twice, no number that JSON does not have."""

import json
from typing import Any


class TwiceError(ValueError):
    """A key that stands twice in one object."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"{key}: stands twice")


def read_json(text: bytes) -> Any:  # noqa: ANN401 - whatever the text holds
    """What a JSON text in UTF-8 stands for. Raises TwiceError, ValueError for what is no JSON, RecursionError."""
    return json.loads(text.decode("utf-8"), object_pairs_hook=_without_doubles, parse_constant=_no_constant)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise TwiceError(next(key for key, _ in pairs if sum(name == key for name, _ in pairs) > 1))
    return found


def _no_constant(name: str) -> Any:  # noqa: ANN401 - json's own hook
    raise ValueError(name)
