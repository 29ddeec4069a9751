"""Finding a screening again: by its reference, by the person's name, by their number."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from app.accounts import StaffUser
from app.activity import record
from app.extensions import db
from app.intake.arriving.models import SearchMark
from app.intake.arriving.reference import read_reference
from app.intake.arriving.search_marks import at_site, name_marks, phone_marks, word_marks
from app.intake.models import Screening
from app.intake.queue.rows import MOST_PRESSING_FIRST, NEWEST_FIRST, Listed, rows_of
from app.vault import current_vault

MOST_FOUND = 50
MOST_TERMS = 8


def search(typed: str, staff: StaffUser) -> Listed:
    """Screenings of the staff member's own site that carry this reference, this number, or every word of this name.

    Open ones first, in the order of the queue, then those closed, the newest first. How many were found is recorded,
    and by keyed marks what was looked for; the caller commits.
    """
    carrying = _carrying(typed, staff.site_id)
    query = sa.select(Screening).join(carrying, carrying.c.id == Screening.id).where(at_site(staff.site_id))
    ordered = query.order_by(Screening.closed_at.is_not(None), NEWEST_FIRST[0], *MOST_PRESSING_FIRST)
    found = db.session.scalars(ordered.limit(MOST_FOUND + 1)).all()
    shown = found[:MOST_FOUND]
    subject = ("site", staff.site_id)
    record("queue.search", subject=subject, actor=staff, found=len(shown), terms=terms_of(typed))
    return Listed(rows_of(shown, staff), more=len(found) > MOST_FOUND)


def terms_of(typed: str) -> list[str]:
    """What the log keeps of a search: a mark of each word, by which a word that is suspected can be found again."""
    words = dict.fromkeys(typed.casefold().split()[:MOST_TERMS])
    return [current_vault().blind_index("activity-search", word).hex() for word in words]


def _carrying(typed: str, site_id: str) -> sa.Subquery:
    """Their ids, each found by an index. Joined, because for an `OR` a database would look at every screening."""
    words = word_marks(typed, site_id)
    ways = [
        _referred_to(typed),
        _with_any(name_marks(typed, site_id) | phone_marks(typed, site_id)),
        *([_with_all(words)] if words else []),
    ]
    return sa.union(*ways).subquery()


def _referred_to(typed: str) -> sa.Select[Any]:
    return sa.select(Screening.id.label("id")).where(Screening.reference == (read_reference(typed) or ""))


def _with_any(marks: Iterable[bytes]) -> sa.Select[Any]:
    return sa.select(SearchMark.screening_id).where(SearchMark.mark.in_(marks))


def _with_all(marks: set[bytes]) -> sa.Select[Any]:
    return _with_any(marks).group_by(SearchMark.screening_id).having(sa.func.count() == len(marks))
