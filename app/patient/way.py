"""Where the person goes next. The server decides, from the stored answers."""

from app.intake.drafts import OpenDraft
from app.screening import Path


def next_url(draft: OpenDraft, path: Path | None = None) -> str:
    """The page that comes next for this draft."""
    path = path or draft.path()
    if draft.state.receipt and draft.state.receipt.sent_at:
        return "/received"
    if draft.state.consent is None:
        return "/consent"
    if step := path.next_unanswered:
        return f"/s/{step.number}"
    if path.offer_due:
        return "/more"
    return "/check" if draft.state.contact_seen else "/contact"


def back_url(path: Path, number: int | None = None) -> str:
    """The page before a step; without a number, the last step of the path."""
    before = path.before(number) if number else (path.steps[-1] if path.steps else None)
    return f"/s/{before.number}" if before else "/consent"
