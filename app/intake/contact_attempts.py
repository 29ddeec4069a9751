"""Tries to reach the person, in the order in which they took place: one may be written down later than a newer one."""

from datetime import datetime
from typing import Any

from app.intake.models import ContactAttempt
from app.intake.records import Record


def attempts_of(sealed: Record) -> list[tuple[ContactAttempt, dict[str, Any]]]:
    """Every try with its content, the earliest first."""
    return sorted(sealed.all(ContactAttempt), key=lambda one: _took_place(one[0].created_at, one[1]))


def _took_place(written_at: datetime, content: dict[str, Any]) -> datetime:
    """When it was: at the moment it was written down, unless staff said another one."""
    at = content.get("at")
    return datetime.fromisoformat(at) if at else written_at
