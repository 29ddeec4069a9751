"""One made-up person who comes back: screened over four months, linked by the demo's coordinator but for the newest."""

from datetime import timedelta
from typing import Final

from app.accounts import StaffUser
from app.cli.made_up import CALL, COCAINE, DEPRESSED, USUAL, MadeUp, hand_in
from app.extensions import clock, writing
from app.instruments import Answer
from app.intake.case.close import Closing, close
from app.intake.case.own_site import find_screening
from app.intake.draft_state import Mode
from app.intake.people.link import same_person
from app.intake.people.rescreens import plan

CONTACT: Final = {"contact_alias": "Demo Person Seven", "contact_phone": "555-0107", **CALL}
DAY: Final = 24  # hours
HIGH: Final = {**DEPRESSED, **COCAINE, "phq9_1": 3, "phq9_4": 3, "phq9_7": 3, "phq9_9": 1, "gad7_2": 3}
WITHDRAWING: Final = {**HIGH, "phq9_3": 3, "phq9_9": 0, "px_phase_now": "cutting", "px_last_use": "d1_3", "bam_8": 4}
UNFINISHED: Final = {
    **HIGH,
    **{f"phq9_{number}": "skip" for number in (2, 3, 4, 6)},
    "px_last_use": "d8_30",
    "bam_8": 2,
}


def _calmer(phq9: tuple[int, ...], **others: Answer) -> dict[str, Answer]:
    items: dict[str, Answer] = {f"phq9_{number}": value for number, value in enumerate(phq9, start=1)}
    return {**USUAL, **COCAINE, **items, "phq9_10": 1, "px_stress_now": 2, **others}


COURSE: Final[tuple[tuple[float, Mode, dict[str, Answer]], ...]] = (
    (112 * DAY, "self", HIGH),
    (98 * DAY, "device", WITHDRAWING),
    (70 * DAY, "phone", UNFINISHED),
    (
        28 * DAY,
        "in_person",
        _calmer((1, 2, 2, 1, 1, 1, 1, 0, 0), px_phase_now="off_lt4w", px_last_use="d8_30", bam_8=2),
    ),
    (2, "self", _calmer((1, 1, 1, 0, 1, 0, 1, 0, 0), px_phase_now="off_ge4w", px_last_use="over_30d", bam_8=1)),
)


def somebody_who_came_back(staff: StaffUser) -> None:
    """Hand their screenings in; close and link all but the newest; plan two more, of which one is overdue."""
    ids = [_hand_in(*one) for one in COURSE]
    for (hours_ago, _mode, _answers), screening_id in zip(COURSE[:-1], ids[:-1], strict=True):
        with clock.stopped(clock.now() - timedelta(hours=hours_ago - DAY)), writing():
            _close(screening_id, staff)
            if screening_id != ids[0]:
                same_person(screening_id, ids[0], staff)
    with writing():
        plan(ids[-2], staff, (2, 12))


def _hand_in(hours_ago: float, mode: Mode, answers: dict[str, Answer]) -> str:
    with writing():
        return hand_in(MadeUp(hours_ago, answers, CONTACT, mode=mode))


def _close(screening_id: str, staff: StaffUser) -> None:
    edition = find_screening(screening_id, staff).edition
    close(screening_id, staff, edition, Closing("appointment", no_attempt_because="Came in on their own."))
