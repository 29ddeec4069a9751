"""Drafts: begun, opened and saved sealed, with the person's token as the only key. Nobody else can open one.

Beside the seal stands in the clear only the level that would hold if the person stopped here, and the time.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Final

import sqlalchemy as sa

from app.activity import record
from app.extensions import clock, db, delete_rows, public_id
from app.instruments import Answer
from app.intake.arriving.models import Draft
from app.intake.draft_state import STAFF_MODES, DraftState, Mode
from app.intake.models import Screening
from app.intake.progress import count_begun
from app.screening import Circumstances, Level, Outcome, Path, judge, rulebook, walk
from app.screening.level import highest
from app.screening.reading import Reading
from app.screening.risk import flags, level_of
from app.settings import current_settings
from app.sites import Site, site_of
from app.vault import derive_key, seal, seal_json, unseal, unseal_json
from app.vault.seals import KEY_BYTES

MOST_FAILURES_PER_CODE: Final = 10
# Built once: every page asks.
_TO_READ: Final = sa.select(Draft).where(Draft.id == sa.bindparam("draft_id"), Draft.expires_at > sa.bindparam("now"))
_TO_WRITE: Final = _TO_READ.with_for_update()


@dataclass
class OpenDraft:
    """A draft that its person has opened: the row, its key and what was inside."""

    row: Draft
    key: bytes
    state: DraftState
    site: Site
    _walked: tuple[tuple[dict[str, Answer], Circumstances], Path] | None = field(default=None, init=False, repr=False)

    def circumstances(self, at: datetime | None = None) -> Circumstances:
        """What the path depends on besides the answers. The minutes are those of this visit: a pause tires nobody."""
        minutes = ceil(((at or clock.now()) - self.state.visit_at) / timedelta(minutes=1))
        return Circumstances(frozenset(self.site.modules), self.site.youth_age, minutes, self.state.offer)

    def path(self) -> Path:
        """The path for the answers so far; walked anew once they, or what it depends on besides, are others."""
        given = (self.state.answers, self.circumstances())
        if self._walked is None or self._walked[0] != given:
            self._walked = ((dict(given[0]), given[1]), walk(*given))
        return self._walked[1]

    def outcome(self) -> Outcome:
        """What the answers that count mean as they stand, unanswered ones included."""
        return judge(self.path().answers, frozenset(self.site.modules))

    def level(self, path: Path | None = None) -> Level:
        """The level if the person stopped here: recorded events never fall, fail-safe clauses may.

        Before they agree nobody has been asked anything, so there is nothing to judge. `path`: where it is known.
        """
        if self.state.consent is None:
            return Level.ROUTINE
        recorded = [event.level for event in self.state.events if event.kind == "raised"]
        counted = (path or self.path()).answers
        as_they_stand = Reading(rulebook(), counted, frozenset(self.site.modules))
        return highest([*recorded, level_of(flags(as_they_stand))])

    def save(self) -> None:
        """Seal the state into the row, in the caller's transaction."""
        path = self.path()
        unsent_of_somebody_young = path.youth and not self.is_sent
        self.row.sealed = seal_json(self.key, key_context(self.row.id, "sealed"), self.state.to_json())
        self.row.level = Level.ROUTINE if self.is_sent else self.level(path)
        self.row.updated_at = clock.now()
        self.row.expires_at = self.row.updated_at + self._lives(unsent_of_somebody_young)
        if unsent_of_somebody_young:
            self.row.key_under_code = self.row.code_selector = self.row.code_hash = None

    @property
    def is_sent(self) -> bool:
        """Whether it is a receipt by now: nothing in it can be changed any more."""
        return self.row.status == "sent"

    @property
    def has_code(self) -> bool:
        """Whether its person can come back to it with a code."""
        return self.row.code_hash is not None and self.row.code_failures < MOST_FAILURES_PER_CODE

    def begin_visit(self, token: bytes) -> None:
        """Let this token open it from now on, and no earlier one. What is not sent yet outlives the visit."""
        self.row.key_under_session = seal(_session_key(token), key_context(self.row.id, "key"), self.key)
        if not self.is_sent:
            self.state.visit_at = clock.now()
            self.save()

    def _lives(self, unsent_of_somebody_young: bool) -> timedelta:
        """Nothing unsent of somebody young outlives the visit, and nothing of whoever did not agree, or of what staff
        enter, which only their own session opens.
        """
        limits = current_settings()
        if self.state.mode in STAFF_MODES:
            return limits.staff_absolute
        for_now = self.state.consent is None or unsent_of_somebody_young
        return limits.person_absolute if for_now else timedelta(hours=limits.draft_hours)


def begin_draft(site: Site, token: bytes, mode: Mode = "self", invite: str | None = None) -> OpenDraft:
    """Begin a draft that only `token` opens. `invite`: by which it is begun, if any."""
    row_id, key, now = public_id(), _new_key(), clock.now()
    row = Draft(id=row_id, site_id=site.id, status="open", level=Level.ROUTINE)
    draft = OpenDraft(row, key, DraftState(started_at=now, visit_at=now, mode=mode, invite=invite), site)
    draft.begin_visit(token)
    db.session.add(row)
    count_begun(site, mode)
    return draft


def open_draft(draft_id: str, token: bytes, *, to_write: bool = False) -> OpenDraft | None:
    """Open a draft with its person's token; None if it is gone. `to_write` makes others wait for this transaction.

    Raises vault.Unreadable if the token is not its own.
    """
    row = db.session.scalar(_TO_WRITE if to_write else _TO_READ, {"draft_id": draft_id, "now": clock.now()})
    if row is None:
        return None
    return draft_of(row, unseal(_session_key(token), key_context(row.id, "key"), row.key_under_session))


def draft_of(row: Draft, key: bytes) -> OpenDraft:
    """What is inside a draft, given its key, at the centre where it was begun. Raises vault.Unreadable."""
    state = DraftState.from_json(unseal_json(key, key_context(row.id, "sealed"), row.sealed))
    return OpenDraft(row, key, state, site_of(row.site_id))


def anything_begun() -> bool:
    """Whether anybody ever began or sent a screening here."""
    return any(db.session.scalar(sa.select(sa.exists().select_from(table))) for table in (Draft, Screening))


def is_kept(draft_id: str) -> bool:
    """Whether there is such a draft, whoever can open it."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Draft.id == draft_id))))


def leave_draft(draft_id: str) -> bool:
    """Leave a draft behind: with a code it waits for its person, without one it is deleted. True if it waits.

    One statement looks and deletes, so that a code made at this moment is not made for nothing.
    """
    db.session.execute(sa.delete(Draft).where(Draft.id == draft_id, Draft.code_hash.is_(None)))
    unsent = sa.select(sa.exists().where(Draft.id == draft_id, Draft.status == "open"))
    return bool(db.session.scalar(unsent))


def delete_expired(now: datetime) -> int:
    """Delete drafts that nobody can come back to any more, and record how many there were. Returns that number."""
    count = delete_rows(sa.delete(Draft).where(Draft.expires_at <= now))
    if count:
        record("drafts.expired", subject=("drafts", "all"), count=count)
    return count


def _new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _session_key(token: bytes) -> bytes:
    return derive_key(token, "draft")


def key_context(draft_id: str, column: str) -> str:
    """Where a seal of a draft belongs."""
    return f"drafts|{column}|{draft_id}"
