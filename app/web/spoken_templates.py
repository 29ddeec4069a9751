"""Templates are compiled once for each language, as if they had been written in it.

What a template says is then a part of it, and nobody looks it up again for every page or every row. Where it needs a
number or a name, only that is filled in when the page is made. What depends on a count is still looked up.
"""

from collections.abc import Iterable, Iterator, MutableMapping
from itertools import islice
from typing import Any, Final

from flask.templating import Environment
from flask_babel import get_locale, get_translations
from jinja2 import Template
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext

# As the tokens of `_("some words")` are called, and those with which `_("some words for %(name)s", name=name)` begins.
_SAID: Final = ("name", "lparen", "string", "rparen")
_FILLED: Final = ("name", "lparen", "string", "comma")


class SaidInTheLanguage(Extension):
    """Puts the words of the language in the place of `_("some words")`."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The tokens of a template, translated. Asked while it is compiled, in its language."""
        is_markup = EvalContext(self.environment, stream.name).autoescape
        tokens = list(stream)
        waiting = iter(range(len(tokens)))
        for at in waiting:
            kinds = _kinds(tokens[at : at + len(_SAID)])
            if kinds in (_SAID, _FILLED) and tokens[at].value == "_":
                yield from _in_the_language(tokens[at + 2], is_filled=kinds == _FILLED, is_markup=is_markup)
                next(islice(waiting, len(_SAID) - 2, None))  # what was read ahead
            else:
                yield tokens[at]


def _kinds(tokens: list[Token]) -> tuple[str, ...]:
    return tuple(token.type for token in tokens)


def _in_the_language(words: Token, *, is_filled: bool, is_markup: bool) -> Iterator[Token]:
    """`("the words"|safe)`, or `("the words"|safe)|format(` before what fills them, as where it is looked up later: in
    a page what is ours is markup and what fills it is not, and each %% is one sign.
    """
    said = get_translations().ugettext(words.value)
    yield from _tokens(words.lineno, ("lparen", "("), ("string", said if is_filled else said % {}))
    if is_markup:
        yield from _tokens(words.lineno, ("pipe", "|"), ("name", "safe"))
    yield from _tokens(words.lineno, ("rparen", ")"))
    if is_filled:
        yield from _tokens(words.lineno, ("pipe", "|"), ("name", "format"), ("lparen", "("))


def _tokens(lineno: int, *signs: tuple[str, str]) -> Iterator[Token]:
    return (Token(lineno, kind, value) for kind, value in signs)


class SpokenTemplates(Environment):
    """Flask's own templates, one set for each language that was asked for so far."""

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - Flask's own
        super().__init__(*given, **options)
        self.add_extension(SaidInTheLanguage)
        self._by_language: dict[str, Environment] | None = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template in the language of the page that is being made."""
        if self._by_language is None:  # this is one of the sets itself
            return super().get_template(name, parent, globals)
        return self._spoken(self._by_language).get_template(name, parent, globals)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Jinja's own, as one plain dict that is quick to copy: nothing is added once templates are loaded."""
        return {**self.globals, **(d or {})}

    def _spoken(self, known: dict[str, Environment]) -> Environment:
        language = str(get_locale())
        if language not in known:
            one = known[language] = self.overlay()
            one._by_language = None
        return known[language]
