"""The sign-off record: which clinical lead answered for which part, on which day, and as the part then was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.extensions import db, in_own_transaction, uuid7
from app.registers.models import SignOff
from app.registers.signed_parts import PARTS, digest_of
from app.sites import Site
from app.vault import Unreadable, current_vault, seal_json, unseal_json

UNREADABLE: Final = "?"


@dataclass(frozen=True)
class Signature:
    """One sign-off. `current`: the part is still as it was signed."""

    part: str
    by: str
    credential: str
    signed_on: date
    current: bool


def sign(staff: StaffUser, site: Site, today: date, part: str, by: str, credential: str, on: date) -> dict[str, str]:
    """Record that a clinical lead answers for a part as it now is. Returns what is wrong, by field."""
    if on > today:
        return {"on": _("Choose a day that is not still to come.")}
    new_id, digest = uuid7(), digest_of(part, site)
    sealed = seal_json(_key(), _context(new_id), {"by": by, "credential": credential})
    db.session.add(SignOff(id=new_id, part=part, digest=digest, signed_on=on, recorded_by=staff.id, sealed=sealed))
    db.session.flush()
    record("sign_off.record", subject=("sign_off", part), actor=staff, digest=digest)
    return {}


def signatures(site: Site) -> list[Signature]:
    """Everything on record, the newest first. In a transaction of its own: every staff page asks."""
    now = {part: digest_of(part, site) for part in PARTS}
    with in_own_transaction(writes=False) as connection:
        rows = connection.execute(sa.select(SignOff).order_by(SignOff.id.desc())).all()
    return [_signature(row, now) for row in rows]


def latest(found: list[Signature]) -> dict[str, Signature | None]:
    """For each part the newest that is still true of it, or else the newest of an earlier version, or nothing."""
    by_state = sorted(found, key=lambda one: not one.current)
    return {part: next((one for one in by_state if one.part == part), None) for part in PARTS}


def all_signed(site: Site) -> bool:
    """Whether somebody answers for every part as it now is."""
    return all(one is not None and one.current for one in latest(signatures(site)).values())


def _signature(row: sa.Row[Any], now: Mapping[str, str]) -> Signature:
    who = _opened(row)
    return Signature(row.part, who["by"], who["credential"], row.signed_on, row.digest == now.get(row.part))


def _opened(row: sa.Row[Any]) -> dict[str, str]:
    try:
        found: dict[str, str] = unseal_json(_key(), _context(row.id), row.sealed)
    except Unreadable:
        return {"by": UNREADABLE, "credential": UNREADABLE}
    return found


def _key() -> bytes:
    return current_vault().derive("sign-offs")


def _context(row_id: UUID) -> str:
    return f"sign_offs|sealed|{row_id}"
