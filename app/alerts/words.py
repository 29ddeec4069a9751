"""What a message says: that something waits, and where to look. Never about whom, and never what it is."""

from collections.abc import Callable
from typing import Final

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.extensions import babel
from app.settings import current_settings

TYPE: Final = "braid.item_waiting"
NOTICE: Final = "braid.notice"
TRIAL: Final = "braid.trial"
SIGN_IN: Final = "/staff/queue"
OF_THE_HOUSE: Final = "/staff/"


def sign_in_address() -> str:
    """Where whoever is told looks."""
    return current_settings().base_url + SIGN_IN


def subject(items: int, *, notice: bool = False) -> str:
    """No items, and no notice: it is only a test."""
    return in_every_language(lambda: _subject(items, notice), " / ")


def text(items: int, *, notice: bool = False) -> str:
    """The same, and where to go."""
    return in_every_language(lambda: _text(items, notice), "\n\n") + "\n"


def in_every_language(say: Callable[[], str], between: str) -> str:
    """The same in each, as nobody knows which one the reader chose."""
    said = []
    for locale in sorted({str(found) for found in babel.list_translations()}):  # type: ignore[no-untyped-call]  # of Flask-Babel
        with force_locale(locale):
            said.append(say())
    return between.join(dict.fromkeys(said))


def _subject(items: int, notice: bool) -> str:
    if notice:
        return _("You are needed for something about Braid itself")
    if not items:
        return _("A test: nothing to do")
    return ngettext("%(num)s item needs attention", "%(num)s items need attention", items)


def _text(items: int, notice: bool) -> str:
    if notice:
        address = current_settings().base_url + OF_THE_HOUSE
        return _("%(what)s. Sign in: %(address)s", what=_subject(items, notice), address=address)
    if not items:
        return _("This message shows that messages arrive here. There is nothing to do.")
    return _("%(what)s. Sign in: %(address)s", what=_subject(items, notice), address=sign_in_address())
