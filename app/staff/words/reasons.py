"""Why a screening is here: stored in English, read in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from textwrap import shorten
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.arriving.summary import EARLIER, MOST_REASONS
from app.staff.words.visible import visible

BY_HAND: Final = {
    "raised": N_("Raised by %(name)s: %(reason)s"),
    "sent_back": N_("Sent back by %(name)s: %(reason)s"),
    "reopened": N_("Opened again by %(name)s: %(reason)s"),
}
MOST_LETTERS: Final = 120  # of what was written; all of it stands in the history


def reason_word(stored: str) -> str:
    """One reason."""
    reason = stored.removeprefix(EARLIER)
    return _(reason) if reason == stored else _("Earlier: %(reason)s", reason=_(reason))


def reason_words(
    stored: Iterable[str], by_hand: Mapping[str, str] | None, word: Callable[[str], str] = reason_word
) -> tuple[str, ...]:
    """What staff said first, then the reasons in their order. `word`: one that a page of many rows remembers."""
    said = [_said(by_hand)] if by_hand else []
    return tuple([*said, *map(word, stored)][:MOST_REASONS])


def _said(by_hand: Mapping[str, str]) -> str:
    words, text = BY_HAND[by_hand["act"]], visible(by_hand["text"])
    return _(words, name=by_hand["name"], reason=shorten(text, MOST_LETTERS, placeholder="…"))
