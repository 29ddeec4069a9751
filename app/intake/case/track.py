"""The track of a screening: what the rules suggest, until a clinician decides otherwise and says why."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.intake.case.edition import lock_open
from app.intake.case.review import Case, case_of
from app.intake.case.written import DecisionKind, StaffEntry
from app.intake.models import Decision
from app.intake.records import Record
from app.screening import rulebook


@dataclass(frozen=True)
class TrackChoice:
    """What the form says."""

    track: str = ""
    text: str = ""


def chosen_track(case: Case) -> StaffEntry | None:
    """The decision that stands in the place of the suggestion, if there is one."""
    return next((entry for entry in reversed(case.decisions) if entry.content["kind"] == DecisionKind.TRACK), None)


def choose_track(screening_id: str, staff: StaffUser, edition: int, choice: TrackChoice) -> dict[str, str]:
    """Decide on a track. Returns what is missing, by field; empty when it was chosen.

    The suggestion stays to be read beside it, and so does every earlier choice. Raises Conflict, NoSuchScreening.
    """
    row = lock_open(screening_id, staff, edition)
    case = case_of(row)
    chosen = chosen_track(case)
    before = chosen.content["after"] if chosen else case.outcome.suggestion.track
    missing = _missing(choice, before)
    if missing:
        return missing
    content = {"kind": DecisionKind.TRACK, "before": before, "after": choice.track, "text": choice.text}
    Record.open(row).add(Decision, content, author_id=staff.id)
    record("screening.track", subject=("screening", row.id), actor=staff)
    return {}


def _missing(choice: TrackChoice, before: str) -> dict[str, str]:
    missing = {}
    if choice.track not in rulebook().interplay.tracks.keys() - {before}:
        missing["track"] = _("Choose another track.")
    if not choice.text:
        missing["text"] = _("Say why.")
    return missing
