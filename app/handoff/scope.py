"""What a copy is for, in one sentence that goes with it: 42 CFR 2.32(b)."""

from app.handoff.consents import PURPOSES, WHAT
from app.handoff.disclose import Scope


def scope_words(scope: Scope) -> str:
    """In English, as the notice of the law beside it."""
    purpose = (
        f"{PURPOSES.get(scope.purpose, 'Medical emergency')}{': ' if scope.purpose_text else ''}{scope.purpose_text}"
    )
    how = " De-identified." if scope.deidentified else ""
    said = f"Handed to {scope.recipient}. Purpose: {purpose}. What: {WHAT[scope.what]}.{how}"
    if scope.emergency:
        return f"{said} Without consent, in a medical emergency (42 CFR 2.51)."
    end = f"lasts through {scope.until} and may end earlier" if scope.until else "may end at any time"
    return f"{said} Under a written consent (42 CFR 2.31) that {end}."
