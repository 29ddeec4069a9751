"""Closing a screening: with an outcome, never in silence, and an imminent one never by one pair of eyes unexplained.

Opening it again: with a reason, and as a duty of its own, or nobody would see that it is back.
"""

from dataclasses import asdict, dataclass
from typing import Final

from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.alerts import mark_closed, raise_alert
from app.extensions import N_, clock
from app.intake.announce import announce
from app.intake.case.edition import Conflict, lock_edition, lock_open
from app.intake.case.second_person import ask_second_look, missing_second, second_of
from app.intake.case.tasks import open_tasks
from app.intake.case.written import DecisionKind
from app.intake.follow_up import set_follow_up
from app.intake.models import Closure, ContactAttempt, Decision, Screening
from app.intake.progress import count_closed
from app.intake.records import Record
from app.screening import Level
from app.sites import site_of

OUTCOMES = {
    "appointment": N_("Has an appointment here"),
    "admitted": N_("Admitted"),
    "referred": N_("Referred elsewhere, with consent"),
    "emergency": N_("Emergency services involved"),
    "declined": N_("Does not want help now"),
    "no_contact": N_("Could not be reached"),
    "not_suitable": N_("Needs something we do not offer"),
}

# Why, for each outcome that leaves somebody without care here. Starting points to put before the clinical lead.
REASONS: Final[dict[str, dict[str, str]]] = {
    "declined": {
        "has_help": N_("Has help elsewhere"),
        "not_now": N_("Not now, may come back"),
        "not_here": N_("Does not want it from us"),
        "not_said": N_("Did not say why"),
    },
    "no_contact": {
        "no_reply": N_("No reply to any try"),
        "dead_number": N_("Number or address does not work"),
        "no_way": N_("Gave no way to be reached"),
    },
    "not_suitable": {
        "needs_more": N_("Needs more than we offer"),
        "other_need": N_("Needs another kind of help"),
        "age": N_("Outside the ages we see"),
        "place": N_("Lives outside our area"),
    },
}


@dataclass(frozen=True)
class Closing:
    """What the form says. `second` is another staff member's public id; `alone_because` stands in for one."""

    outcome: str = ""
    reason: str = ""
    referred_to: str = ""
    assessment: str = ""
    second: str = ""
    alone_because: str = ""
    no_attempt_because: str = ""
    text: str = ""


def close(screening_id: str, staff: StaffUser, edition: int, closing: Closing) -> dict[str, str]:
    """Close a screening. Returns what is missing, by field; empty when it was closed.

    Raises NoSuchScreening, and Conflict if somebody changed the screening since the page was read.
    """
    row = lock_open(screening_id, staff, edition)
    sealed = Record.open(row)
    second = second_of(closing.second, staff)
    missing = _missing(closing, Level(row.level), second, attempted=sealed.count(ContactAttempt) > 0)
    if open_tasks(row):
        missing["outcome"] = _("There are follow-up tasks that are not done. Do them first.")
    if missing:
        return missing
    looked_at = row.level == Level.IMMINENT and not row.drill
    later_review = looked_at and not second
    said = {**asdict(closing), "second": second.name if second else ""}
    content = {**said, "label": OUTCOMES[closing.outcome], "review_later": later_review}
    closure = sealed.add(Closure, content, author_id=staff.id)
    if looked_at:
        ask_second_look(row, "closed_alone", closure.id, staff.id, second and second.id)
    if not row.drill:
        count_closed(site_of(row.site_id), closing.outcome)
    now = clock.now()
    row.status, row.closed_at = "closed", max(now, row.created_at)  # or a clock that is behind has it deleted too soon
    set_follow_up(sealed)
    mark_closed(row.id, now)
    announce(row, "closed")
    record("screening.close", subject=("screening", row.id), actor=staff, review_later=later_review)
    return {}


def reopen(screening_id: str, staff: StaffUser, edition: int, reason: str) -> None:
    """Open it again; how it was closed stays to be read. Raises Conflict, also if it is open; NoSuchScreening."""
    row = lock_edition(screening_id, staff, edition)
    if not row.closed_at:
        raise Conflict(_("This screening is open."))
    sealed = Record.open(row)
    sealed.add(Decision, {"kind": DecisionKind.REOPENED, "text": reason}, author_id=staff.id)
    sealed.say_why("reopened", staff, reason)
    open_again(row, sealed)
    record("screening.reopen", subject=("screening", row.id), actor=staff)


def open_again(row: Screening, sealed: Record) -> None:
    """Back in the queue, as an alert; whoever goes on with it has the whole target from now."""
    now, was_closed = clock.now(), row.closed_at is not None
    row.wait_anew()
    row.due_at = site_of(row.site_id).due(Level(row.level), now)
    set_follow_up(sealed)
    raise_alert(row.site_id, row.id, "flagged", row.level, now)
    if was_closed:
        announce(row, "reopened")


def _missing(closing: Closing, level: Level, second: StaffUser | None, *, attempted: bool) -> dict[str, str]:
    missing = {}
    if closing.outcome not in OUTCOMES:
        missing["outcome"] = _("Choose how this ended.")
    reasons = REASONS.get(closing.outcome)
    if reasons and closing.reason not in reasons:
        missing["reason"] = _("Choose why, among the reasons for this outcome.")
    if closing.outcome == "referred" and not closing.referred_to:
        missing["referred_to"] = _("Write where they were referred to.")
    if not attempted and not closing.no_attempt_because:
        missing["no_attempt_because"] = _("Nobody tried to reach this person. Record a try, or say why not.")
    if level is Level.IMMINENT and not closing.assessment:
        missing["assessment"] = _("An imminent case needs the assessment in words.")
    if level is Level.IMMINENT:
        missing |= missing_second(second, closing.alone_because)
    return missing
