"""What a message says: that something waits, and where to look. Never about whom, and never what it is."""

from collections.abc import Iterator
from typing import Final

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.extensions import babel
from app.settings import current_settings

TYPE: Final = "braid.item_waiting"
TRIAL: Final = "braid.trial"
SIGN_IN: Final = "/staff/queue"


def sign_in_address() -> str:
    """Where whoever is told looks."""
    return current_settings().base_url + SIGN_IN


def subject(items: int) -> str:
    """In every language, as nobody knows which one the reader chose. No items: it is only a test."""
    return " / ".join(dict.fromkeys(_subject(items) for _language in _each_language()))


def text(items: int) -> str:
    """In every language, one after the other."""
    return "\n\n".join(dict.fromkeys(_text(items) for _language in _each_language())) + "\n"


def _each_language() -> Iterator[str]:
    for locale in sorted({str(found) for found in babel.list_translations()}):  # type: ignore[no-untyped-call]  # of Flask-Babel
        with force_locale(locale):
            yield locale


def _subject(items: int) -> str:
    if not items:
        return _("A test: nothing to do")
    return ngettext("%(num)s item needs attention", "%(num)s items need attention", items)


def _text(items: int) -> str:
    if not items:
        return _("This message shows that messages arrive here. There is nothing to do.")
    return _("%(what)s. Sign in: %(address)s", what=_subject(items), address=sign_in_address())
