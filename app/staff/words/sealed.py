"""What is sealed and may not open, on a page that shows much else."""

from collections.abc import Callable

from flask_babel import gettext as _

from app.vault import Unreadable


def or_unreadable(read: Callable[[], str]) -> str:
    """What it says, or that it does not open: one damaged row must not take down the list in which it stands."""
    try:
        return read()
    except Unreadable:
        return _("cannot be opened")
