"""The versions of somebody's answers: each as it came, by asking for a call or by sending, and what it means now."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.accounts import names_of
from app.instruments import Answer
from app.intake.draft_state import Mode, Shown, day_of, shown, stored_answers
from app.intake.models import Screening, ScreeningVersion
from app.intake.records import Record
from app.screening import Outcome, judge
from app.screening.definitions_digest import definitions_digest


@dataclass(frozen=True)
class Version:
    """One version of the answers: when and how it came, and what counted in it."""

    number: int
    kind: str
    at: datetime
    answers: dict[str, Answer]
    asked_in: dict[str, str]
    counted: frozenset[str]
    asked: tuple[str, ...]
    left_out: tuple[int, ...]
    shown: tuple[Shown, ...]
    contact: dict[str, str]
    started_at: datetime
    mode: Mode
    definitions: str
    entered_by: str | None
    written_on: date | None
    same_definitions: bool


def versions_of(sealed: Record) -> tuple[Version, ...]:
    """Every version of a screening, the oldest first. Raises vault.Unreadable."""
    return tuple(_version(row, content) for row, content in sealed.all(ScreeningVersion))


def latest_version(row: Screening) -> tuple[Version, Outcome]:
    """The answers as they last came, judged anew. Raises vault.Unreadable."""
    version = _version(*Record.open(row).all(ScreeningVersion)[-1])
    return version, outcome_of(version)


def outcome_of(version: Version) -> Outcome:
    """What the answers of a version mean, by the rules of today."""
    return judge({link_id: answer for link_id, answer in version.answers.items() if link_id in version.counted})


def contact_of(row: Screening) -> dict[str, str]:
    """How the person may be reached, as they last said. Raises vault.Unreadable."""
    contact: dict[str, str] = Record.open(row).all(ScreeningVersion)[-1][1]["contact"]
    return contact


def _version(row: ScreeningVersion, content: dict[str, Any]) -> Version:
    return Version(
        number=row.number,
        kind=row.kind,
        at=row.created_at,
        answers=stored_answers(content["answers"]),
        asked_in=content.get("languages", {}),  # came before there were languages
        counted=frozenset(content["on_path"]),
        asked=tuple(content["asked"]),
        left_out=tuple(content["left_out"]),
        shown=tuple(shown(entry) for entry in content["shown"]),
        contact=content["contact"],
        started_at=datetime.fromisoformat(content["started_at"]),
        mode=content.get("mode", "self"),  # came before there were others
        definitions=content["definitions"],
        entered_by=_name_of(content.get("entered_by")),
        written_on=day_of(content.get("written_on")),
        same_definitions=content["definitions"] == definitions_digest(),
    )


def _name_of(staff_id: str | None) -> str | None:
    """Who entered the answers; None if the person did."""
    return names_of({UUID(staff_id)}).get(UUID(staff_id), "?") if staff_id else None
