"""How one row of the log is bound to the one before it."""

import hashlib
import hmac
import json
from typing import Final

from app.activity.models import Activity
from app.vault import current_vault

BEGINNING: Final = bytes(32)


def mac_of(row: Activity, seq: int | None = None) -> bytes:
    """HMAC-SHA256 over the whole row and the previous row's mac, under a key that is not in the database.

    A row without a site, and one without an origin, is covered as it was before the log held these, so that old ones
    still hold. What is taken away or put in makes the list shorter or longer, and so another one. `seq`: the number for
    which the row may have been written, where that is in doubt.
    """
    content = json.dumps(
        [
            row.seq if seq is None else seq,
            row.at.isoformat(timespec="microseconds"),
            str(row.actor_id) if row.actor_id else None,
            row.actor_role,
            row.action,
            row.subject_type,
            row.subject_id,
            row.detail,
            row.prev_mac.hex(),
            *_added_later(row),
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hmac.new(current_vault().derive("activity"), content.encode(), hashlib.sha256).digest()


def _added_later(row: Activity) -> list[str | None]:
    origin = [row.session_mark, row.request_id, row.source]
    if any(part is not None for part in origin):
        return [row.site_id, *origin]
    return [row.site_id] if row.site_id is not None else []
