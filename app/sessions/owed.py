"""Endings that the database could not be told. This process remembers them and tells it as soon as it listens.

Until then the rows still look alive, and whoever copied a cookie could go on with it, so they are looked up here first.
"""

from datetime import datetime
from typing import Final

from app.extensions import clock, in_own_transaction
from app.sessions import store
from app.sessions.models import SessionRow

MOST: Final = 10_000  # so that nobody fills the memory with made-up cookies; the oldest gives way


class OwedEndings:
    """Hashes of tokens, oldest first, none for longer than any session lasts."""

    def __init__(self) -> None:
        self._since: dict[bytes, datetime] = {}

    def __contains__(self, token: bytes) -> bool:
        return store.hash_of(token) in self._since

    def add(self, token: bytes) -> None:
        """Owe the database the end of this session."""
        for oldest, since in list(self._since.items()):
            if len(self._since) < MOST and clock.now() - since < store.LONGEST:
                break
            self._since.pop(oldest, None)
        self._since[store.hash_of(token)] = clock.now()

    def settle(self) -> None:
        """Tell the database what is owed. If it raises, all of it is still owed."""
        owed = list(self._since)
        if not owed:
            return
        with in_own_transaction(writes=True) as connection:
            connection.execute(store.revocation(clock.now(), SessionRow.token_hash.in_(owed)))
        for token_hash in owed:
            self._since.pop(token_hash, None)
