"""People who come back, as a test uses them."""

from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from app.extensions import db, writing
from app.instruments import Answer
from app.intake.models import Screening, ScreeningVersion
from tests.support.desk import CALM, Desk, arrive

ROBIN = {"contact_name": "Robin Example", "contact_phone": "(555) 555-0142"}
PAGE = "/staff/screenings/{}"


def comes(
    app: Flask,
    days_ago: float = 0,
    contact: Mapping[str, str] | None = None,
    answers: Mapping[str, Answer] | None = None,
) -> str:
    """Robin, or whoever this contact says, is screened. Returns the id."""
    return arrive(app, {**CALM, **(answers or {})}, ROBIN if contact is None else contact, ago=timedelta(days=days_ago))


def mood(total: int, **others: Answer) -> dict[str, Answer]:
    """Answers whose PHQ-9 adds up to this."""
    items = {f"phq9_{number}": min(3, max(0, total - 3 * (number - 1))) for number in range(1, 10)}
    return {**items, "phq9_10": 1, **others}


def link(desk: Desk, one: str, other: str) -> int:
    """Say that two are the same person. Returns the status of the answer."""
    return desk.post(f"{PAGE.format(one)}/same", other=other).status_code


def refuse(desk: Desk, one: str, other: str) -> int:
    """Say that they are not. Returns the status of the answer."""
    return desk.post(f"{PAGE.format(one)}/not-same", other=other).status_code


def undo_newest(desk: Desk, one: str) -> int:
    """Undo the newest act that stands about a screening. Returns the status of the answer."""
    return desk.post(undo_addresses(desk, one)[0]).status_code


def undo_addresses(desk: Desk, one: str) -> list[str]:
    """Where each act about a screening that still stands is undone, the newest first."""
    return [str(form["action"]) for form in desk.get(PAGE.format(one)).select("#person form[action$='/undo']")]


def offered_on(desk: Desk, one: str) -> set[str]:
    """The screenings that its page offers as perhaps the same person's."""
    forms = desk.get(PAGE.format(one)).select("#person form[action$='/same'] input[name=other]")
    return {str(field["value"]) for field in forms}


def persons(app: Flask, *ids: str) -> list[str | None]:
    """Whose each screening is."""
    with app.app_context():
        return [db.session.get_one(Screening, one).person_id for one in ids]


def person_of(app: Flask, one: str) -> str:
    """The address of a linked screening's person."""
    person_id = persons(app, one)[0]
    assert person_id, "it is linked with nothing"
    return f"/staff/people/{person_id}"


def damage(app: Flask, screening_id: str) -> None:
    """Change what is sealed, as a broken disk would."""
    with app.app_context(), writing():
        of_it = sa.update(ScreeningVersion).where(ScreeningVersion.screening_id == screening_id)
        db.session.execute(of_it.values(sealed=b"broken"))
