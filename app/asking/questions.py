"""View-models of questions: plain strings and lists, drawn by one macro for whoever reads them."""

from dataclasses import dataclass
from typing import Literal

from flask_babel import gettext as _

from app.asking.wording import ItemWords
from app.extensions import N_
from app.instruments import SKIP, SKIP_TEXT, Answer, Item, catalogue

BLANK = N_("Left blank")


@dataclass(frozen=True)
class OptionView:
    """One answer row. `lang`: of its text, where it is not the page's."""

    value: int | str
    text: str
    checked: bool
    lang: str | None = None
    quiet: bool = False


@dataclass(frozen=True)
class QuestionView:
    """One question as the page shows it. `lang`: of its words, where they are not in the page's language."""

    link_id: str
    lang: str | None
    legend: str
    kind: Literal["choice", "multiple", "integer", "text"]
    stem: str | None
    intro: str | None
    hint: str | None
    hint_lang: str | None
    options: tuple[OptionView, ...]
    value: int | str | None
    anchors: tuple[str, str] | None
    max_length: int | None
    minimum: int | None
    maximum: int | None
    error: str | None
    skip_checked: bool
    not_shown: bool


def question_view(
    item: Item,
    words: ItemWords,
    lang: str | None,
    chosen: frozenset[str],
    *,
    why: str | None = None,
    error: str | None = None,
    not_shown: bool = False,
    may_be_blank: bool = False,
) -> QuestionView:
    """A question in these words. `lang`: their language where it is not the page's. `chosen`: the values of its inputs.

    `why` it is asked is said where the item has no help of its own; `may_be_blank`: one can say that it has none.
    """
    return QuestionView(
        link_id=item.link_id,
        lang=lang,
        legend=words.item.text,
        kind=item.type,
        stem=words.stem if item.scored else None,  # the follow-up questions of PHQ-9 stand without it
        intro=words.intro if item.link_id == catalogue().instrument_of(item.link_id).items[0].link_id else None,
        hint=words.item.help or why,
        hint_lang=lang if item.help else None,
        options=_options(words.item, lang, chosen, may_be_blank),
        value=next(iter(chosen - {SKIP}), None),
        anchors=words.item.anchors,
        max_length=item.max_length,
        minimum=item.minimum,
        maximum=item.maximum,
        error=error,
        skip_checked=SKIP in chosen,
        not_shown=not_shown,
    )


def chosen_values(item: Item, answer: Answer | None, typed: dict[str, list[str]] | None) -> frozenset[str]:
    """The values of the inputs: as they were typed, if this is a second try, else of the answer that there is."""
    if typed is not None:
        return frozenset(value for value in typed.get(item.link_id, []) if value)
    match answer:
        case None:
            return frozenset()
        case tuple():
            return frozenset(answer)
    return frozenset({str(answer)})


def _options(item: Item, lang: str | None, chosen: frozenset[str], may_be_blank: bool) -> tuple[OptionView, ...]:
    if not item.options:
        return ()
    published = (OptionView(option.value, option.text, str(option.value) in chosen, lang) for option in item.options)
    skip = OptionView(SKIP, _(SKIP_TEXT), SKIP in chosen, quiet=True)
    if may_be_blank and item.type == "choice":
        return (*published, skip, OptionView("", _(BLANK), not chosen, quiet=True))
    return (*published, skip)
