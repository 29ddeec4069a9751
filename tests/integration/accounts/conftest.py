"""People to sign in."""

import pytest
from flask import Flask

from app.accounts import StaffUser, enrol
from app.extensions import db, writing

PASSWORD = "nine purple kettles whistle"


@pytest.fixture
def jane(app: Flask) -> str:
    """The address of an enrolled coordinator."""
    with app.app_context():
        with writing():
            token = enrol.invite("Jane@Clinic.org", "coordinator")
        enrol.redeem(token, PASSWORD, "Jane Doe")
        db.session.commit()
    return "jane@clinic.org"


def switch_off(user: StaffUser) -> None:
    """What an administrator does when somebody leaves. The caller commits."""
    user.active = False
