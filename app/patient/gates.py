"""Which pages a visit may open: some visits are there for one thing only."""

from typing import Final

from flask import Blueprint, Response, request

from app.patient import session
from app.web import see_other, shared_device

BEGINNINGS: Final = frozenset({"patient.start", "patient.start_at", "patient.invited", "patient.begin"})
WITH_A_CODE: Final = frozenset({"patient.ask_code", "patient.take_code"})
BESIDE_THE_RECEIPT: Final = frozenset(
    {
        *("patient.ask_for", "patient.keep_wish"),
        *("patient.received", "patient.help_now", "patient.someone_else", "patient.privacy"),
        *("patient.reading_list", "patient.read", "patient.time_left", "patient.stay", "patient.closed"),
        *("patient.ask_stop", "patient.leave", "patient.close", "patient.delete", "patient.finish"),
        *("patient.after_close", "patient.after_delete", "patient.after_finish"),
        *BEGINNINGS,
        *WITH_A_CODE,
    }
)


def register(blueprint: Blueprint) -> None:
    """Ask before every page of the person's side."""
    blueprint.before_request(gate)


def gate() -> Response | None:
    """Where this visit belongs instead; None where it may go on."""
    if session.is_kiosk():
        return _of_a_handed_over_device()
    if shared_device.is_shared() and request.endpoint in BEGINNINGS | WITH_A_CODE:
        return see_other(shared_device.RESTING_PAGE)
    if not session.may_read_letter() and request.endpoint not in BESIDE_THE_RECEIPT:
        return see_other("/received")
    return None


def _of_a_handed_over_device() -> Response | None:
    """One number, one screening: nobody comes back with a code of their own, and nothing begins after sending."""
    if request.endpoint in WITH_A_CODE:
        return see_other("/check")
    if request.endpoint in BEGINNINGS and session.has_sent():
        return see_other("/received")
    return None
