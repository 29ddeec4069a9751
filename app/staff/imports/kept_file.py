"""A file that was tried out and waits for a yes: sealed in the page that asks, so the server keeps none of it."""

import base64
from typing import Final

from flask_login import current_user
from flask_wtf.csrf import CSRFError

from app.vault import Unreadable, current_vault, seal, unseal

FIELD: Final = "file"


def sealed_file(name: str, data: bytes) -> str:
    """What the form carries, for this list and whoever tried it out, and for nothing else."""
    return base64.urlsafe_b64encode(seal(_key(), _context(name), data)).decode()


def opened_file(name: str, text: str) -> bytes:
    """What was tried out. Raises CSRFError for what was made elsewhere, or for another list or person."""
    try:
        return unseal(_key(), _context(name), base64.urlsafe_b64decode(text))
    except (ValueError, Unreadable) as error:  # ValueError: no base64
        raise CSRFError("This file was not tried out here.") from error


def _key() -> bytes:
    return current_vault().derive("tried-list")


def _context(name: str) -> str:
    return f"tried list|{name}|{current_user.id}"
