"""What is shown once and kept nowhere: it waits in one's own session for the page that shows it."""

from typing import Any, Final

from flask import request, session

RECOVERY_CODES: Final = "new_codes"
DEVICE_NUMBER: Final = "new_number"
LINK: Final = "new_invite"
SHEET: Final = "new_sheet"
JOINING_LINK: Final = "joining_link"
TOKEN: Final = "new_token"  # noqa: S105 - the name under which it waits
PASS: Final = "new_pass"  # noqa: S105 - the same
SITE_SAVED: Final = "site_saved"
BROUGHT: Final = "brought"


def keep(name: str, **what: object) -> None:
    """Let it wait for the page that takes it."""
    session[name] = what


def take(name: str) -> dict[str, Any] | None:
    """What waits under this name, taken out where a page shows it. Whoever only asks for its head sees no page."""
    if name not in session:
        return None
    found: dict[str, Any] = session[name] if request.method == "HEAD" else session.pop(name)
    return found
