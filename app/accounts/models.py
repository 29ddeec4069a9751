"""The tables of staff, their one-time links and their failed sign-ins."""

import logging
import uuid
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import N_, Base, clock, public_id, uuid7
from app.vault import Unreadable, current_vault, seal_json, unseal_json

log = logging.getLogger(__name__)
UNREADABLE: Final = "?"
ROLES: Final = (N_("coordinator"), N_("clinician"), N_("supervisor"), N_("admin"), N_("auditor"))
CLINICAL: Final = frozenset({"coordinator", "clinician", "supervisor"})  # who works on screenings


class StaffUser(UserMixin, Base):  # type: ignore[misc]  # Flask-Login ships no types
    """A member of staff. Name and e-mail address are sealed; the address can be found again by its blind index.

    `failed_tries`, `failed_known`: how many passwords in a row were wrong, from strangers and from known browsers.
    `failed_codes`: how many codes in a row were, after the right password.
    """

    __tablename__ = "staff_users"
    __table_args__ = (sa.CheckConstraint(f"role IN {ROLES}", name="role"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(40))
    role: Mapped[str] = mapped_column(sa.String(20))
    active: Mapped[bool] = mapped_column(default=True)
    record_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    identity: Mapped[bytes] = mapped_column(sa.LargeBinary)
    email_index: Mapped[bytes] = mapped_column(sa.LargeBinary(16), unique=True)
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    failed_tries: Mapped[int] = mapped_column(default=0, server_default="0")
    failed_known: Mapped[int] = mapped_column(default=0, server_default="0")
    failed_codes: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def is_active(self) -> bool:
        """Whether this person may be signed in at all."""
        return self.active and self.password_hash is not None

    @property
    def works_on_cases(self) -> bool:
        """Whether this person is here, in a role that works on screenings, so that what they hold is looked after."""
        return self.active and self.role in CLINICAL

    @property
    def can_be_read(self) -> bool:
        """Whether name and address open. Where they do not, both are a question mark."""
        return self.email != UNREADABLE

    @property
    def email(self) -> str:
        """The address they sign in with."""
        return str(self._opened["email"])

    @property
    def name(self) -> str:
        """What colleagues call them; the address as long as they have not said."""
        return str(self._opened["name"] or self._opened["email"])

    def get_id(self) -> str:
        """What Flask-Login keeps in the session."""
        return str(self.id)

    def set_identity(self, email: str, name: str) -> None:
        """Seal name and address under a key of this record's own."""
        key = current_vault().new_record_key()
        self.record_key = key.wrapped
        self.identity = seal_json(key.plain, self._context, {"email": email, "name": name})
        self.email_index = email_index(email)
        self.__dict__.pop("_opened", None)

    @cached_property
    def _opened(self) -> dict[str, Any]:
        try:
            key = current_vault().open_record_key(self.record_key)
            opened: dict[str, Any] = unseal_json(key, self._context, self.identity)
        except Unreadable:  # one account that was damaged must not take down every list in which somebody stands
            log.error("the name of a member of staff cannot be opened")
            return {"email": UNREADABLE, "name": UNREADABLE}
        return opened

    @property
    def _context(self) -> str:
        return f"staff_users|identity|{self.id}"


class EnrolmentToken(Base):
    """A one-time link by which somebody sets a password. Only its hash is kept."""

    __tablename__ = "enrolment_tokens"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SigninFailure(Base):
    """A try at a password or a second factor that was not right, or not yet, in its bucket.

    The bucket of most is the blind index of the address that was typed, whether or not anybody has it. `network_mark`:
    where a stranger's try came from, under a key of that day.
    """

    __tablename__ = "signin_failures"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    account_index: Mapped[bytes] = mapped_column(sa.LargeBinary(16), index=True)
    network_mark: Mapped[bytes | None] = mapped_column(sa.LargeBinary(16), index=True)
    at: Mapped[datetime] = mapped_column(index=True)


def email_index(email: str) -> bytes:
    """The mark by which an address is found."""
    return current_vault().blind_index("staff-email", email)
