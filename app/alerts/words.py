"""What a message says: that something waits, and where to look. Never about whom, and never what it is."""

from collections.abc import Iterator
from typing import Final

from flask_babel import force_locale
from flask_babel import gettext as _

from app.extensions import babel
from app.settings import current_settings

TYPE: Final = "braid.item_waiting"
TRIAL: Final = "braid.trial"
SIGN_IN: Final = "/staff/queue"


def sign_in_address() -> str:
    """Where whoever is told looks."""
    return current_settings().base_url + SIGN_IN


def subject(*, trial: bool) -> str:
    """In every language, as nobody knows which one the reader chose."""
    return " / ".join(dict.fromkeys(_subject(trial=trial) for _language in _each_language()))


def text(*, trial: bool) -> str:
    """In every language, one after the other."""
    return "\n\n".join(dict.fromkeys(_text(trial=trial) for _language in _each_language())) + "\n"


def _each_language() -> Iterator[str]:
    for locale in sorted({str(found) for found in babel.list_translations()}):  # type: ignore[no-untyped-call]  # of Flask-Babel
        with force_locale(locale):
            yield locale


def _subject(*, trial: bool) -> str:
    return _("A test: nothing to do") if trial else _("1 item needs attention")


def _text(*, trial: bool) -> str:
    if trial:
        return _("This message shows that messages arrive here. There is nothing to do.")
    return _("1 item needs attention. Sign in to see it: %(address)s", address=sign_in_address())
