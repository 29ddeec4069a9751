"""A few hundred screenings that really came in and were really worked on, by the use cases of the desk."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Flask

from app.accounts import StaffUser, by_email
from app.cli.made_up import SCREENINGS
from app.extensions import clock, db, writing
from app.intake.case.casework import add_attempt, add_note
from app.intake.case.claim import claim
from app.intake.case.close import OUTCOMES, REASONS, Closing, close
from app.intake.case.review import open_case
from app.intake.case.tasks import add_task
from app.intake.models import Screening
from benchmarks.full.people import somebody
from tests.support.desk import arrive, hire

SITES: Final = {"default": 0.6, "north": 0.25, "south": 0.15}  # and which part of all screenings each has
STAFF_PER_SITE: Final = 8

Act = Callable[[str, StaffUser, int], dict[str, str] | None]


@dataclass(frozen=True)
class Sample:
    """What is real: staff by site, the address of the one who looks, a contact, screenings still open and closed."""

    staff: dict[str, list[StaffUser]]
    email: str
    contact: dict[str, str]
    open: list[str]
    closed: list[str]


def make_sample(app: Flask, count: int) -> Sample:
    """Half of them are still open; all are at the first site, for the copies go to every site."""
    chance = random.Random(7)
    emails = {site: [_hired(app, site, number) for number in range(STAFF_PER_SITE)] for site in SITES}
    with app.app_context():
        staff = {site: [user for email in found if (user := by_email(email))] for site, found in emails.items()}
    desk, contacts = staff["default"], [somebody(chance) for _ in range(count)]
    half = count // 2
    still_open = [_came_in(app, chance, desk, contact, _begun(chance)) for contact in contacts[:half]]
    closed = [_came_in(app, chance, desk, contact, _finished(chance)) for contact in contacts[half:]]
    return Sample(staff, emails["default"][0], contacts[0], still_open, closed)


def _hired(app: Flask, site: str, number: int) -> str:
    return hire(app, "coordinator", f"Demo {site.title()} {number + 1}", site)


def _came_in(
    app: Flask, chance: random.Random, desk: Sequence[StaffUser], contact: dict[str, str], acts: Sequence[Act]
) -> str:
    person, staff = chance.choice(SCREENINGS), chance.choice(desk)
    answers = person.answers | {"age": chance.randint(18, 80), "px_stress_now": chance.randint(0, 4)}
    came = clock.now() - timedelta(hours=chance.uniform(8, 500))
    with clock.stopped(came) as moving:
        screening_id = arrive(app, answers, contact)
        with app.app_context():
            for act in acts:
                moving.move(timedelta(hours=chance.uniform(0.1, 2)))
                with writing():
                    refused = act(screening_id, staff, db.session.get_one(Screening, screening_id).edition)
                assert not refused, refused  # else what should be closed would stand among the open ones
    return screening_id


def _begun(chance: random.Random) -> list[Act]:
    """What was done about a screening that is still open: the first few of these, or nothing."""
    return [_read, _claim, _note, _try("no_answer"), _task][: chance.randrange(6)]


def _finished(chance: random.Random) -> list[Act]:
    """What was done about one that is closed."""
    return [_read, _claim, _try("no_answer"), _try("spoke"), _note, _close(chance.choice(list(OUTCOMES)))]


def _read(screening_id: str, staff: StaffUser, _edition: int) -> None:
    open_case(screening_id, staff)


def _claim(screening_id: str, staff: StaffUser, _edition: int) -> None:
    claim(screening_id, staff)


def _note(screening_id: str, staff: StaffUser, edition: int) -> None:
    add_note(screening_id, staff, edition, "Made-up note: will call again in the afternoon.")


def _task(screening_id: str, staff: StaffUser, edition: int) -> None:
    add_task(screening_id, staff, edition, "Made-up task: send the address.", clock.now() + timedelta(days=2))


def _try(outcome: str) -> Act:
    return lambda screening_id, staff, edition: add_attempt(screening_id, staff, edition, outcome)


def _close(outcome: str) -> Act:
    closing = Closing(
        outcome,
        reason=next(iter(REASONS.get(outcome, "")), ""),
        referred_to="Made-up clinic",
        assessment="Made-up assessment.",
        alone_because="Made-up reason.",
    )
    return lambda screening_id, staff, edition: close(screening_id, staff, edition, closing)
