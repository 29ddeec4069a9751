"""What one row of the queue shows: why it is here, and whether and how the person may be reached."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.extensions import N_
from app.intake.arriving.drafts import OpenDraft
from app.intake.draft_state import RiskEvent
from app.screening import Outcome

MOST_REASONS = 3
CALL_ASKED = N_("Asked for a call")
NO_FLAG = N_("No flag raised")
EARLIER = "Earlier: "


def summarize(draft: OpenDraft, outcome: Outcome) -> dict[str, Any]:
    """The sealed summary of a screening."""
    contact = draft.state.contact
    return {
        "reasons": reasons(outcome, draft.state.events, contact),
        "alias": contact.get("contact_alias") or contact.get("contact_name") or "",
        "reachable": bool(contact.get("contact_phone") or contact.get("contact_email")),
        "call": contact.get("contact_call") == "yes",
        "text": contact.get("contact_text") == "yes",
        "message": contact.get("contact_message_ok") == "yes",
        "marks": draft.state.marks,
    }


def reasons(outcome: Outcome, events: Iterable[RiskEvent], contact: Mapping[str, str]) -> list[str]:
    """Why a screening is here, most pressing first: flags that hold, a call asked for, flags of earlier answers."""
    standing = [flag.reason for flag in outcome.flags]
    ids = {flag.id for flag in outcome.flags}
    earlier = [
        f"{EARLIER}{event.reason}"
        for event in sorted(events, key=lambda event: event.level.rank)
        if event.kind == "raised" and event.flag not in ids
    ]
    asked = [CALL_ASKED] if contact.get("call_asked") else []
    found = dict.fromkeys([*standing[:1], *asked, *standing[1:], *earlier])
    return list(found)[:MOST_REASONS] or [NO_FLAG]
