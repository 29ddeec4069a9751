"""The tables of hand-offs. Clear: random ids, times, staff. What was allowed, to whom it went and why is sealed."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.intake.models import StaffRow


class DisclosureConsent(StaffRow, Base):
    """That the person lets the centre share their screening: all that they signed. Never changed."""

    __tablename__ = "disclosure_consents"


class ConsentEnd(StaffRow, Base):
    """That a consent ended before its day, and why. At most one for each."""

    __tablename__ = "consent_ends"

    consent_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("disclosure_consents.id"), unique=True)


class Disclosure(StaffRow, Base):
    """One copy that was handed to somebody. `consent_id` is empty where an emergency stood in its place."""

    __tablename__ = "disclosures"

    consent_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("disclosure_consents.id"), index=True)
