"""A hold that is set in the very moment in which its screening would go."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from app.accounts import StaffUser
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.retention import run as runs
from app.retention.holds import set_hold
from tests.support.desk import desk_of
from tests.support.engines import on_postgresql
from tests.support.kept import REASON, closed, later, left
from tests.support.wait import wait_until

WAITS = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


@on_postgresql
def test_whoever_waits_to_delete_it_finds_the_hold_that_came_first(app: Flask, stopped: StoppedClock) -> None:
    desk_of(app, "supervisor")
    held = closed(app, desk_of(app, "coordinator"))
    later(stopped, 181)

    def night() -> None:
        with app.app_context():
            runs.run()

    with app.app_context(), ThreadPoolExecutor(1) as elsewhere:
        with writing():
            sam = db.session.scalars(sa.select(StaffUser).where(StaffUser.role == "supervisor")).one()
            db.session.execute(sa.select(sa.literal(1)).select_from(sa.text("screenings FOR UPDATE")))
            gone = elsewhere.submit(night)
            wait_until(lambda: db.session.scalar(WAITS))
            set_hold(held, sam, REASON, whole_person=False)
        gone.result(30)
    assert left(app) == {held}
