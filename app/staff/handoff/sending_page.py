"""What became of a record that was sent to the system of somebody else, in words."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask_babel import gettext as _

from app.extensions import N_
from app.handoff.push.under_way import Sending, State
from app.staff.handoff.report_page import on_paper
from app.staff.words.problems import problem_words
from app.staff.words.times import Times
from app.staff.words.visible import visible

STATES: Final[dict[State, str]] = {
    "waiting": N_("Waits to be sent"),
    "failing": N_("Has not arrived; it is tried again"),
    "arrived": N_("Arrived"),
    "withdrawn": N_("Not sent any more: the consent ended"),
    "stopped": N_("Stopped by staff"),
}
MARKS: Final[dict[State, tuple[str, str]]] = {  # class and sign
    "waiting": ("due", "▲"),
    "failing": ("over", "✗"),
    "arrived": ("fresh", "●"),
    "withdrawn": ("muted", "–"),
    "stopped": ("muted", "–"),
}
PROBLEMS: Final = {
    "http 401": N_("Their system does not let us in."),
    "http 403": N_("Their system does not let us in."),
    "http 3": N_("Their system names another address. It is not followed."),
    "http 4": N_("Their system did not take the record."),
    "http 5": N_("Their system has a fault."),
    "http": N_("Their system did not take the record."),
    "no receipt": N_("Their system did not say that it took the record."),
    "broke off": N_("Their system hung up before it said that it took the record."),
    "too slow": N_("Their system took too long."),
    "no connection": N_("Their system cannot be reached."),
    "no encryption": N_("Their system cannot prove who it is, or does not encrypt."),
    "not set up": N_("Their system is not set up here any more."),
    "token": N_("What their system knows us by cannot be read."),
}


@dataclass(frozen=True)
class SendingView:
    """One record. `doubt`: it did not arrive as far as we know, and may have."""

    id: UUID
    screening_id: str
    reference: str
    recipient: str
    ordered: str
    mark: str
    sign: str
    state: str
    when: str
    problem: str
    code: str
    doubt: bool
    under_way: bool


def sending_view(sending: Sending, times: Times) -> SendingView:
    """One record in the reader's language."""
    mark, sign = MARKS[sending.state]
    failing = sending.state == "failing"
    return SendingView(
        id=sending.id,
        screening_id=sending.screening_id,
        reference=sending.reference,
        recipient=_("cannot be opened") if sending.recipient is None else visible(sending.recipient),
        ordered=on_paper(times, sending.ordered_at),
        mark=mark,
        sign=sign,
        state=_(STATES[sending.state]),
        when=on_paper(times, sending.ended_at) if sending.ended_at else "",
        problem=problem_words(sending.problem, PROBLEMS) if failing else "",
        code=sending.problem if failing else "",
        doubt=sending.in_doubt and sending.state != "arrived",
        under_way=sending.ended_at is None,
    )
