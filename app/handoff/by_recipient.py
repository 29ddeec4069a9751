"""Handing a screening to another system: only under a consent that names it, and each time as a copy like any other."""

import unicodedata
from datetime import timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from app.accounts.api_token_models import ApiToken
from app.extensions import clock, db
from app.handoff.consents import Given, consents_of
from app.handoff.disclose import BY_STANDING, Copy, Refused, hand_off
from app.handoff.models import Disclosure
from app.intake.case.own_site import NoSuchScreening, find_screening
from app.intake.records import Record
from app.settings import current_settings

MOST_AN_HOUR: Final = 60
FORM: Final = "api"


class TooManyCopies(Exception):
    """This system took too many within an hour."""


def consent_naming(screening_id: str, system: ApiToken) -> UUID:
    """The newest consent in force that names this system as the one who receives it.

    Raises Refused, which says of the newest that names it why it allows nothing; NoSuchScreening, vault.Unreadable.
    """
    row = find_screening(screening_id, system, to_write=True)
    if row.drill:
        raise NoSuchScreening
    naming = [given for given in consents_of(Record.open(row)) if _is(given, system)]
    if not naming:
        raise Refused("no_consent")
    best = next((given for given in naming if given.standing == "stands"), naming[0])
    if why := BY_STANDING[best.standing]:
        raise Refused(why)
    return best.id


def take_copy(screening_id: str, system: ApiToken, consent_id: UUID) -> Copy:
    """Make a copy for this system under such a consent. Raises TooManyCopies, Refused, NoSuchScreening."""
    lately = Disclosure.author_id == system.id, Disclosure.created_at > clock.now() - timedelta(hours=1)
    taken = db.session.scalar(sa.select(sa.func.count()).select_from(Disclosure).where(*lately)) or 0
    if current_settings().rate_limits and taken >= MOST_AN_HOUR:
        raise TooManyCopies
    return hand_off(screening_id, system, consent_id, FORM)


def _is(given: Given, system: ApiToken) -> bool:
    return _plain(given.signed.recipient) == _plain(system.name)


def _plain(name: str) -> str:
    """Without regard to case and to how many spaces there are."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
