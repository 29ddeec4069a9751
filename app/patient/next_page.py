"""Where the person goes next. The server decides, from the stored answers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.return_code import may_have_code
from app.patient import session
from app.screening import Path


def next_url(draft: OpenDraft, path: Path | None = None) -> str:
    """The page that comes next for this draft."""
    path = path or draft.path()
    if draft.is_sent:
        return "/received"
    if draft.state.consent is None:
        return "/consent"
    if code_due(draft, path):
        return "/keep"
    if step := path.next_unanswered:
        return f"/s/{step.number}"
    if path.offer_due:
        return "/more"
    return "/check" if draft.state.contact_seen else "/contact"


def resume_url(draft: OpenDraft, now: datetime) -> str:
    """Where somebody goes on who comes back: if they began on another day, by the page that shows how far they got."""
    zone = ZoneInfo(draft.site.zone)
    same_day = draft.state.started_at.astimezone(zone).date() == now.astimezone(zone).date()
    return "/parts" if is_under_way(draft) and not same_day else next_url(draft)


def is_under_way(draft: OpenDraft) -> bool:
    """Whether questions can be answered: the person has agreed, and has not sent."""
    return draft.state.consent is not None and not draft.is_sent


def code_due(draft: OpenDraft, path: Path) -> bool:
    """Whether this is the moment to offer a return code: the first part is done, and others are not."""
    ahead = path.next_unanswered
    if draft.state.code_offered or ahead is None or session.is_kiosk() or not may_have_code(draft):
        return False
    return bool(path.parts) and ahead.step.part != path.parts[0]


def back_url(path: Path, number: int | None = None) -> str:
    """The page before a step; without a number, the last step of the path."""
    before = path.before(number) if number else (path.steps[-1] if path.steps else None)
    return f"/s/{before.number}" if before else "/consent"
