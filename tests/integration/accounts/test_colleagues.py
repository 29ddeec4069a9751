"""What administrators do to each other's accounts: one at a time, and one of them is always left."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from app.accounts import NotChanged, StaffUser, by_email, change_role, enrol, switch_off
from app.extensions import db, writing
from tests.integration.accounts.conftest import PASSWORD
from tests.support.engines import on_each_engine

pytestmark = on_each_engine
ANA, BEN = "ana@clinic.org", "ben@clinic.org"


@pytest.fixture
def two_administrators(app: Flask) -> None:
    with app.app_context():
        for email in (ANA, BEN):
            with writing():
                link = enrol.invite(email, "admin")
            with writing():
                enrol.redeem(link, PASSWORD, email)


def found(email: str) -> StaffUser:
    user = by_email(email)
    assert user is not None
    return user


def act(change: str, by: StaffUser, on: str) -> None:
    if change == "switch off":
        switch_off(on, by)
    else:
        change_role(on, "auditor", by)


@pytest.mark.usefixtures("two_administrators")
@pytest.mark.parametrize("change", ["switch off", "another role"])
def test_of_two_administrators_who_put_each_other_out_at_once_one_is_left(app: Flask, change: str) -> None:
    start = Barrier(2)

    def put_out(by: str, on: str) -> bool:
        with app.app_context():
            actor, other = found(by), found(on).public_id
            start.wait(20)
            try:
                act(change, actor, other)
            except NotChanged:
                db.session.rollback()
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(put_out, (ANA, BEN), (BEN, ANA)))
    assert sorted(done) == [False, True]
    with app.app_context():
        left = [email for email in (ANA, BEN) if found(email).is_active and found(email).role == "admin"]
    assert len(left) == 1
