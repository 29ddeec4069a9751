"""Drafts: begun, opened and saved sealed, with the person's token as the only key. Nobody else can open one.

Beside the seal stands in the clear only the level that would hold if the person stopped here, and the time.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.extensions import clock, db, public_id
from app.intake.draft_state import DraftState
from app.intake.models import Draft, Screening
from app.screening import Circumstances, Level, Outcome, Path, judge, walk
from app.screening.level import highest
from app.sites import Site
from app.vault import derive_key, seal, seal_json, unseal, unseal_json
from app.vault.seals import KEY_BYTES

EXPIRES_AFTER = timedelta(hours=72)


@dataclass
class OpenDraft:
    """A draft that its person has opened: the row, its key and what was inside."""

    row: Draft
    key: bytes
    state: DraftState
    site: Site

    def circumstances(self, at: datetime | None = None) -> Circumstances:
        """What the path depends on besides the answers."""
        minutes = ((at or clock.now()) - self.state.started_at) / timedelta(minutes=1)
        return Circumstances(frozenset(self.site.modules), self.site.youth_age, minutes, self.state.offer)

    def path(self) -> Path:
        """The path for the answers so far."""
        return walk(self.state.answers, self.circumstances())

    def outcome(self) -> Outcome:
        """What the answers that count mean as they stand, unanswered ones included."""
        return judge(self.path().answers, frozenset(self.site.modules))

    def level(self) -> Level:
        """The level if the person stopped here: recorded events never fall, fail-safe clauses may."""
        recorded = [event.level for event in self.state.events if event.kind == "raised"]
        return highest([*recorded, self.outcome().level])

    def save(self) -> None:
        """Seal the state into the row, in the caller's transaction."""
        self.row.sealed = seal_json(self.key, _context(self.row.id, "sealed"), self.state.to_json())
        self.row.level = Level.ROUTINE if self.row.status == "sent" else self.level()
        self.row.updated_at = clock.now()


def begin_draft(site: Site, token: bytes) -> OpenDraft:
    """Begin a draft that only `token` opens."""
    row_id, key, now = public_id(), _new_key(), clock.now()
    wrapped = seal(_session_key(token), _context(row_id, "key"), key)
    row = Draft(
        id=row_id,
        site_id=site.id,
        status="open",
        level=Level.ROUTINE,
        key_under_session=wrapped,
        sealed=b"",
        updated_at=now,
    )
    draft = OpenDraft(row, key, DraftState(started_at=now), site)
    draft.save()
    db.session.add(row)
    return draft


def open_draft(draft_id: str, token: bytes, site: Site, *, to_write: bool = False) -> OpenDraft | None:
    """Open a draft with its person's token; None if it is gone. `to_write` makes others wait for this transaction.

    Raises vault.Unreadable if the token is not its own.
    """
    query = sa.select(Draft).where(Draft.id == draft_id, Draft.updated_at > clock.now() - EXPIRES_AFTER)
    row = db.session.scalar(query.with_for_update() if to_write else query)
    if row is None:
        return None
    key = unseal(_session_key(token), _context(row.id, "key"), row.key_under_session)
    return OpenDraft(row, key, DraftState.from_json(unseal_json(key, _context(row.id, "sealed"), row.sealed)), site)


def anything_begun() -> bool:
    """Whether anybody ever began or sent a screening here."""
    return any(db.session.scalar(sa.select(sa.exists().select_from(table))) for table in (Draft, Screening))


def delete_draft(draft_id: str) -> None:
    """Delete a draft at once: nothing of it is kept."""
    db.session.execute(sa.delete(Draft).where(Draft.id == draft_id))


def delete_expired(now: datetime) -> int:
    """Delete drafts that nobody can come back to any more. Returns how many."""
    result = db.session.execute(sa.delete(Draft).where(Draft.updated_at <= now - EXPIRES_AFTER))
    return int(getattr(result, "rowcount", 0))


def _new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _session_key(token: bytes) -> bytes:
    return derive_key(token, "draft")


def _context(draft_id: str, column: str) -> str:
    return f"drafts|{column}|{draft_id}"
