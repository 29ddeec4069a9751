"""The log for whoever has to judge it elsewhere: its rows, how far the whole log had come, and a signature of both.

`tools/check_activity_export.py` checks such a file with nothing of Braid but its public key.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from app.activity.anchors import head
from app.activity.models import Activity
from app.activity.signing import sign
from app.extensions import db

ROWS, HEAD, SIGNATURE = "activity.jsonl", "head.json", "head.json.sig"
MOST: Final = 100_000


class TooMany(ValueError):
    """More rows than one file may hold."""


def rows_since(since: datetime, *which: sa.ColumnElement[bool]) -> list[Activity]:
    """The rows from this moment on, the oldest first. Raises TooMany."""
    wanted = sa.select(Activity).where(Activity.at >= since, *which).order_by(Activity.seq)
    found = list(db.session.scalars(wanted.limit(MOST + 1)))
    if len(found) > MOST:
        raise TooMany
    return found


def signed_file(rows: Iterable[Activity], names: Mapping[str, str], about: Mapping[str, object]) -> bytes:
    """A zip of the three. `names`: staff by id. `about`: which rows these are, and who asked for them."""
    lines = [_line(row, names) for row in rows]
    content = b"".join(lines)
    said = {**about, "head": asdict(head()), "rows": len(lines), "sha256": hashlib.sha256(content).hexdigest()}
    signed = json.dumps(said, indent=1, sort_keys=True).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in ((ROWS, content), (HEAD, signed), (SIGNATURE, sign(signed).encode())):
            file.writestr(name, part)
    return made.getvalue()


def _line(row: Activity, names: Mapping[str, str]) -> bytes:
    """One row as it was written, with what its writer is called beside the id."""
    said = {
        "seq": row.seq,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": str(row.actor_id) if row.actor_id else None,
        "name": names.get(str(row.actor_id)),
        "role": row.actor_role,
        "action": row.action,
        "subject": [row.subject_type, row.subject_id],
        "site": row.site_id,
        "session": row.session_mark,
        "request": row.request_id,
        "source": row.source,
        "detail": row.detail,
        "prev_mac": row.prev_mac.hex(),
        "mac": row.mac.hex(),
    }
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
