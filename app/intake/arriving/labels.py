"""What staff call a link or a lent device, such as a chart number: sealed, each kind under a key of its own."""

from dataclasses import dataclass

from app.vault import Unreadable, current_vault, seal, unseal


@dataclass(frozen=True)
class Labels:
    """The labels of one table. `purpose`: what its key is derived for."""

    table: str
    purpose: str

    def seal(self, row_id: str, label: str) -> bytes:
        """A label as its row keeps it."""
        return seal(self._key(), self._context(row_id), label.encode())

    def read(self, row_id: str, sealed: bytes) -> str:
        """The label of a row; empty if it cannot be read."""
        try:
            return unseal(self._key(), self._context(row_id), sealed).decode()
        except Unreadable:
            return ""

    def _key(self) -> bytes:
        return current_vault().derive(self.purpose)

    def _context(self, row_id: str) -> str:
        return f"{self.table}|label|{row_id}"
