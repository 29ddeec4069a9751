"""By what a screening is found again although names and number are sealed: keyed marks of them, others at each site.

A mark is found only by somebody who types the very same word or number; where it is written, it says neither. What it
does not withstand: who can read the database, and lets a screening of their own come in at the same site under a name
or number that they suspect, sees which others carry the same mark.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

import sqlalchemy as sa

from app.extensions import db
from app.intake.arriving.models import SearchMark
from app.intake.models import Screening
from app.vault import current_vault

NAMES: Final = ("contact_name", "contact_alias")
APOSTROPHES: Final = "'`\u2018\u2019\u02bc"
LEAST_DIGITS, LAST_DIGITS = 4, 7  # the last seven are the same with and without the area code
_WORD, _NAME, _PHONE = "search-word", "search-name", "search-phone"


def mark_contact(screening_id: str, contact: Mapping[str, str], site_id: str) -> None:
    """Let a screening be found by this contact, and by no earlier one."""
    marks = marks_of(contact, site_id)
    db.session.execute(sa.delete(SearchMark).where(SearchMark.screening_id == screening_id))
    if marks:
        rows = [{"screening_id": screening_id, "mark": mark} for mark in sorted(marks)]
        db.session.execute(sa.insert(SearchMark), rows)


def marks_of(contact: Mapping[str, str], site_id: str) -> set[bytes]:
    """The marks of names, each as a whole and by its words, and of the number."""
    names = [contact.get(name, "") for name in NAMES]
    found = {mark for name in names for mark in (*word_marks(name, site_id), *name_marks(name, site_id))}
    return found | phone_marks(contact.get("contact_phone", ""), site_id)


def word_marks(name: str, site_id: str) -> set[bytes]:
    """One mark for each word of a name."""
    return _marks(_WORD, words_of(name), site_id)


def name_marks(name: str, site_id: str) -> set[bytes]:
    """The mark of a whole name, however its parts are joined: Mary-Ann and MaryAnn are one."""
    whole = "".join(words_of(name))
    return _marks(_NAME, [whole] if whole else [], site_id)


def phone_marks(number: str, site_id: str) -> set[bytes]:
    """The marks of a number: all its digits, and the last ones. None for what is too short to be a number."""
    digits = digits_of(number)
    return _marks(_PHONE, {digits, digits[-LAST_DIGITS:]}, site_id) if len(digits) >= LEAST_DIGITS else set()


def digits_of(typed: str) -> str:
    """A number as somebody typed it, with anything between its digits, in the digits of any script."""
    return "".join(str(int(sign)) for sign in typed if sign.isdecimal())


def at_site(site_id: str) -> sa.ColumnElement[bool]:
    """The condition of screenings of a site for a query that begins with marks.

    Coalesced, so that no database takes the index of the site instead, which leads to all that ever came there.
    """
    return sa.func.coalesce(Screening.site_id, "") == site_id


def words_of(name: str) -> list[str]:
    """The words of a name without regard to case, accents and what stands between them."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(_in_word(sign) for sign in plain if not unicodedata.combining(sign)).split()


def _in_word(sign: str) -> str:
    """Letters, numbers and vowel signs make words; an apostrophe does not end one, everything else does."""
    if sign in APOSTROPHES:
        return ""
    return sign if unicodedata.category(sign)[0] in "LNM" else " "


def _marks(label: str, values: Iterable[str], site_id: str) -> set[bytes]:
    vault = current_vault()
    return {vault.blind_index(label, f"{site_id} {value}") for value in values}
