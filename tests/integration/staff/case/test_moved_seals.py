"""Sealed values that somebody with the database moved elsewhere: nothing opens, nothing breaks, and it is recorded."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.accounts import StaffUser, by_email
from app.accounts.factor_models import Factor
from app.alerts.climb import recipients
from app.alerts.ladder import Watch
from app.extensions import clock, db, writing
from app.intake.models import Consent, Note, RiskEventRow, Screening, ScreeningVersion, SealedRow
from app.sites import site_of
from tests.support.desk import ACUTE, CONTACT, Desk, arrive, halfway_in, hire, sign_in

Move = Callable[[str, str], None]


def swap(first: Any, second: Any, column: str) -> None:  # noqa: ANN401 - rows of any one table
    """Let two rows change a sealed value between them, as one can who has the database and not the key."""
    for row, value in ((first, getattr(second, column)), (second, getattr(first, column))):
        mapped = sa.inspect(row)
        here = mapped.mapper.primary_key[0] == mapped.identity[0]
        db.session.execute(sa.update(type(row)).where(here).values({column: value}))


def of(table: type[SealedRow], screening_id: str) -> list[SealedRow]:
    """The rows of a screening."""
    return list(db.session.scalars(sa.select(table).where(table.screening_id == screening_id).order_by(table.id)))


def between_people(table: type[SealedRow]) -> Move:
    """A row of one screening gets what a row of another one holds."""
    return lambda here, there: swap(of(table, here)[0], of(table, there)[0], "sealed")


def between_tables(here: str, _there: str) -> None:
    """A row of one table gets what a row of another table of the same screening holds: the same key, another place."""
    swap(of(ScreeningVersion, here)[0], of(Consent, here)[0], "sealed")


def between_notes(here: str, _there: str) -> None:
    """Two rows of one table and one screening change places."""
    first, second = of(Note, here)
    swap(first, second, "sealed")


def of_screenings(column: str) -> Move:
    """What stands in the rows of the two themselves."""
    return lambda here, there: swap(db.session.get(Screening, here), db.session.get(Screening, there), column)


def with_its_key(here: str, there: str) -> None:
    """A row of another screening, and the key with it: whoever moves all of one record would read as the other."""
    of_screenings("wrapped_key")(here, there)
    between_people(ScreeningVersion)(here, there)


MOVES: dict[str, Move] = {
    "answers of another person": between_people(ScreeningVersion),
    "a risk event of another person": between_people(RiskEventRow),
    "a consent of another person": between_people(Consent),
    "between two tables": between_tables,
    "between two notes": between_notes,
    "answers with their key": with_its_key,
    "a key alone": of_screenings("wrapped_key"),
    "a summary": of_screenings("summary"),
}


@pytest.mark.parametrize("move", MOVES)
def test_what_was_moved_opens_nowhere_and_that_somebody_tried_is_recorded(app: Flask, ana: Desk, move: str) -> None:
    here, there = arrive(app, ACUTE, CONTACT), arrive(app, ACUTE, {**CONTACT, "contact_name": "Somebody Else"})
    for text in ("the first note", "the second note"):
        ana.post(f"/staff/screenings/{here}/note", text=text)
    with app.app_context(), writing():
        MOVES[move](here, there)
    page = ana.get(f"/staff/screenings/{here}")
    assert "cannot be read" in page.select("h1")[0].get_text()
    assert "Imminent" in page.get_text(), "who waits is named all the same"
    assert "Somebody Else" not in page.get_text()
    with app.app_context():
        newest = activity.latest(1)[0]
        assert (newest.action, newest.subject_id) == ("screening.unreadable", here)
    queue = ana.get("/staff/queue")
    assert len(queue.select("[data-reference]")) == 2


def test_a_colleague_whose_name_was_moved_takes_no_list_down(app: Flask, ana: Desk) -> None:
    first, second = hire(app, "coordinator", "Ben Okafor"), hire(app, "admin", "Cleo Dane")
    admin = sign_in(app, second)
    with app.app_context(), writing():
        ben, cleo = by_email(first), by_email(second)
        swap(ben, cleo, "identity")
    for desk, path in ((ana, "/staff/queue"), (admin, "/staff/team"), (admin, "/staff/account")):
        page = desk.get(path).get_text()
        assert "Ben Okafor" not in page
        assert "Cleo Dane" not in page
    doctor = app.test_cli_runner().invoke(args=["doctor"]).output
    assert "accounts whose name and address cannot be opened: 2" in doctor


def test_an_alert_reaches_the_others_where_one_account_was_damaged(app: Flask) -> None:
    sound, broken = hire(app, "coordinator"), hire(app, "coordinator")
    with app.app_context():
        with writing():
            user = by_email(broken)
            assert user is not None
            db.session.execute(sa.update(StaffUser).where(StaffUser.id == user.id).values(identity=b"broken"))
        db.session.expire_all()
        user.__dict__.pop("_opened", None)
        told = recipients([Watch(after_minutes=0, staff=True)], site_of("default"), clock.now())
    assert told == [("mail", sound)]


def test_an_authenticator_that_was_moved_lets_nobody_in_and_is_recorded(app: Flask) -> None:
    mine, theirs = hire(app, "coordinator"), hire(app, "coordinator")
    with app.app_context(), writing():
        ids = [user.id for email in (mine, theirs) if (user := by_email(email))]
        swap(db.session.get_one(Factor, ids[0]), db.session.get_one(Factor, ids[1]), "sealed_seed")
    desk = halfway_in(app, mine)
    refused = desk.client.post("/staff/sign-in/code", data={"otp": "123456"})
    assert refused.status_code == 500
    assert "This cannot be read" in refused.get_data(as_text=True)
    with app.app_context():
        assert activity.latest(1)[0].action == "sealed.unreadable"
