"""Codes that staff write down or read out to each other: 80 random bits, which are 16 letters in groups of four."""

import base64
import secrets
import uuid
from typing import Final

from app.vault import current_vault

_BYTES: Final = 10
_GROUP: Final = 4


def new_letters() -> str:
    """A new one, as it is shown once."""
    letters = base64.b32encode(secrets.token_bytes(_BYTES)).decode()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def mark_of(purpose: str, user_id: uuid.UUID, typed: str) -> bytes:
    """All that is kept of one, however it is written: without the key file nobody can try them on a copy of the
    database.
    """
    letters = "".join(char for char in typed if char.isalnum())
    return current_vault().blind_index(purpose, f"{user_id}:{letters}")
