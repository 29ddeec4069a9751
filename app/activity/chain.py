"""How one row of the log is bound to the one before it."""

import hashlib
import hmac
import json
from typing import Final

from app.activity.models import Activity
from app.vault import current_vault

BEGINNING: Final = bytes(32)


def mac_of(row: Activity) -> bytes:
    """HMAC-SHA256 over the whole row and the previous row's mac, under a key that is not in the database.

    A row without a site is covered as it was before there were sites in the log, so that old ones still hold. A site
    that is taken away or put in makes the list shorter or longer by one, and so another one.
    """
    content = json.dumps(
        [
            row.seq,
            row.at.isoformat(timespec="microseconds"),
            str(row.actor_id) if row.actor_id else None,
            row.actor_role,
            row.action,
            row.subject_type,
            row.subject_id,
            row.detail,
            row.prev_mac.hex(),
            *([row.site_id] if row.site_id is not None else []),
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hmac.new(current_vault().derive("activity"), content.encode(), hashlib.sha256).digest()
