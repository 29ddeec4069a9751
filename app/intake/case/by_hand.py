"""Why a screening stands where it does when staff put it there: sealed beside the reasons that its answers give."""

from typing import Literal

from app.accounts import StaffUser
from app.intake.records import BY_HAND, Record

Act = Literal["raised", "sent_back", "reopened"]


def say_why(sealed: Record, act: Act, staff: StaffUser, text: str) -> None:
    """Who put it there, and what they wrote; it takes the place of what was said before."""
    said = {"act": act, "name": staff.name, "text": text}
    sealed.set_summary({**sealed.summary(), BY_HAND: said})


def unsay(sealed: Record) -> None:
    """It does not stand there by that any more."""
    sealed.set_summary({**sealed.summary(), BY_HAND: None})
