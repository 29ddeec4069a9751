"""What is shown once and kept nowhere: it waits in one's own session for the page that shows it."""

from typing import Any

from flask import request, session


def take(name: str) -> dict[str, Any] | None:
    """What waits under this name, taken out where a page shows it. Whoever only asks for its head sees no page."""
    if name not in session:
        return None
    found: dict[str, Any] = session[name] if request.method == "HEAD" else session.pop(name)
    return found
