"""What each application builds anew and always alike, built once for all the applications of a test run.

Nothing of an application itself is shared: neither its state nor anything that its settings decide.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from flask_babel import get_locale, get_translations
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

BuildAddress = Callable[..., tuple[str, str]]


class CompiledTemplates(BytecodeCache):
    """The code of each template in each language, as long as its text stays the same."""

    def __init__(self) -> None:
        """Begin with none."""
        self._code: dict[tuple[str, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take it from there, if it is there."""
        bucket.code = self._code.get(_known_as(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        assert bucket.code is not None
        self._code[_known_as(bucket)] = bucket.code


def _known_as(bucket: Bucket) -> tuple[str, ...]:
    """By its text, and by who translates it: a test may have a language of its own."""
    return bucket.key, bucket.checksum, str(get_locale()), type(get_translations()).__qualname__


_templates = CompiledTemplates()
_addresses: dict[tuple[object, ...], BuildAddress] = {}
_compile_anew: Callable[[Rule, bool], BuildAddress] = Rule._compile_builder


def _compile_once(rule: Rule, append_unknown: bool = True) -> BuildAddress:
    """The function that puts values into an address. Its code knows nothing of the rule but what is compared here."""
    defaults: dict[str, Any] = dict(rule.defaults or {})
    key = (rule.rule, append_unknown, *rule._trace, *defaults.items())
    if key not in _addresses:
        _addresses[key] = _compile_anew(rule, append_unknown)
    return _addresses[key]


def install() -> None:
    """Compile the functions that write addresses once, for the rest of this process."""
    Rule._compile_builder = _compile_once  # type: ignore[assignment]  # for tests only: what it returns is the same


def share_templates(app: Flask) -> None:
    """Let an application take the code of its templates from the others."""
    app.jinja_env.bytecode_cache = _templates
