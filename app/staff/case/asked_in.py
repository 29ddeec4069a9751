"""A question as the person read it, where that was not in English."""

from dataclasses import dataclass
from typing import Final

from flask_babel import force_locale
from flask_babel import gettext as _

from app.asking.wording import words_in
from app.extensions import N_
from app.instruments import SKIP, SKIP_TEXT, Answer, Item, answer_text, catalogue
from app.intake.case.versions import Version
from app.web.language import SOURCE, reviewed

LANGUAGE_NAMES: Final = {SOURCE: N_("English"), "es": N_("Spanish")}  # of every language of app/web/language.py
OURS: Final = "texts"  # the catalogue that holds our own questions


@dataclass(frozen=True)
class AskedIn:
    """The words of a question and of its chosen answer in `lang`, and whose words they are."""

    lang: str
    question: str
    answer: str | None
    mark: str


def asked_in(item: Item, version: Version) -> AskedIn | None:
    """What the person read; None for what was asked in English, or never answered."""
    lang = version.asked_in.get(item.link_id)
    if lang is None or item.link_id not in version.answers:
        return None
    words = words_in(item, lang).item
    return AskedIn(lang, words.text, _answer(words, version.answers[item.link_id], lang), _mark(item, lang))


def _answer(words: Item, answer: Answer, lang: str) -> str | None:
    """The label that was chosen; what somebody typed needs no second wording."""
    if answer == SKIP:
        with force_locale(lang):
            return _(SKIP_TEXT)
    return answer_text(words, answer) if words.options else None


def _mark(item: Item, lang: str) -> str:
    language = _(LANGUAGE_NAMES[lang])
    if not catalogue().is_ours(item.link_id):
        return _("Asked in %(language)s (official translation)", language=language)
    if reviewer := reviewed(lang).get(OURS):
        return _("Asked in %(language)s; wording reviewed by %(reviewer)s", language=language, reviewer=reviewer)
    return _("Asked in %(language)s; wording not yet reviewed by a qualified translator", language=language)
