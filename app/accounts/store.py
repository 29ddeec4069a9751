"""Queries on staff."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from app.accounts.api_token_models import ApiToken
from app.accounts.models import UNREADABLE, StaffUser, email_index
from app.activity import Activity
from app.extensions import db
from app.vault import Unreadable

Names = Mapping[uuid.UUID | None, str]


def by_email(email: str) -> StaffUser | None:
    """The member of staff with this address, however it is capitalised."""
    return db.session.scalars(sa.select(StaffUser).where(StaffUser.email_index == email_index(email))).one_or_none()


def by_public_id(public_id: str) -> StaffUser | None:
    """The member of staff whose identifier stands in an address."""
    return db.session.scalars(sa.select(StaffUser).where(StaffUser.public_id == public_id)).one_or_none()


def of_site(site_id: str) -> Sequence[StaffUser]:
    """All staff of a site, those switched off included, in the order they were added."""
    return db.session.scalars(sa.select(StaffUser).where(StaffUser.site_id == site_id).order_by(StaffUser.id)).all()


def count_unreadable() -> int:
    """Of how many staff name and address do not open."""
    return sum(not user.can_be_read for user in db.session.scalars(sa.select(StaffUser)))


def names_of(ids: Iterable[uuid.UUID | None]) -> Names:
    """What to call those who wrote or hold what is listed: staff, and systems that came with a token.

    Nobody has no name.
    """
    known = {one for one in ids if one}
    users = db.session.scalars(sa.select(StaffUser).where(StaffUser.id.in_(known))) if known else ()
    names: dict[uuid.UUID | None, str] = {user.id: user.name for user in users}
    others = known - names.keys()
    tokens = db.session.scalars(sa.select(ApiToken).where(ApiToken.id.in_(others))) if others else ()
    return names | {token.id: _name_of(token) for token in tokens}


def _name_of(token: ApiToken) -> str:
    try:
        return token.name
    except Unreadable:  # as with staff: one that was damaged must not take down every list in which it stands
        return UNREADABLE


def actor_names(entries: Iterable[Activity]) -> dict[str, str]:
    """What to call those who did what the activity log tells, by the text of their id: so it stands in details too."""
    return {str(user_id): name for user_id, name in names_of(entry.actor_id for entry in entries).items()}


def anyone_with_role(role: str) -> bool:
    """Whether somebody has this role already, enrolled or invited."""
    return db.session.scalar(sa.select(sa.exists().where(StaffUser.role == role))) or False


def anyone_enrolled() -> bool:
    """Whether somebody has set a password."""
    return db.session.scalar(sa.select(sa.exists().where(StaffUser.password_hash.is_not(None)))) or False


def exactly_these(emails: Iterable[str]) -> bool:
    """Whether there are staff, and they are those with these addresses and nobody else."""
    found = set(db.session.scalars(sa.select(StaffUser.email_index)))
    return bool(found) and found == {email_index(email) for email in emails}


def works_on_cases(user_id: uuid.UUID) -> bool:
    """Whether this member of staff is still here and works on screenings."""
    user = db.session.get(StaffUser, user_id, populate_existing=True)
    return user is not None and user.works_on_cases
