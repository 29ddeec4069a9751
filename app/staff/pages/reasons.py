"""Why a screening is here: stored in English, read in the reader's language."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.intake.summary import EARLIER


def reason_words(stored: Iterable[str]) -> tuple[str, ...]:
    """The reasons, in their order."""
    return tuple(_reason(text) for text in stored)


def _reason(text: str) -> str:
    reason = text.removeprefix(EARLIER)
    return _(reason) if reason == text else _("Earlier: %(reason)s", reason=_(reason))
