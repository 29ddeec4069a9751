"""What a copy is for and where it comes from, in the line that goes with it on each page: 42 CFR 2.32(b)."""

from app.handoff.consents import PURPOSES, WHAT
from app.handoff.disclose import Copy, Scope, Stamp


def copy_words(copy: Copy) -> str:
    """In English, as the notice of the law beside it."""
    return f"{scope_words(copy.scope)} {_stamp_words(copy.stamp)}"


def scope_words(scope: Scope) -> str:
    """To whom it was handed, why, what is in it, and what allows that."""
    purpose = (
        f"{PURPOSES.get(scope.purpose, 'Medical emergency')}{': ' if scope.purpose_text else ''}{scope.purpose_text}"
    )
    how = " De-identified." if scope.deidentified else ""
    said = f"Handed to {scope.recipient}. Purpose: {purpose}. What: {WHAT[scope.what]}.{how}"
    if scope.emergency:
        return f"{said} Without consent, in a medical emergency (42 CFR 2.51)."
    end = f"lasts through {scope.until} and may end earlier" if scope.until else "may end at any time"
    return f"{said} Under a written consent (42 CFR 2.31) that {end}."


def _stamp_words(stamp: Stamp) -> str:
    made = f" Made by {stamp.by}, {stamp.at:%Y-%m-%d %H:%M} UTC." if stamp.at else ""
    return f"Copy {stamp.number}.{made}"
