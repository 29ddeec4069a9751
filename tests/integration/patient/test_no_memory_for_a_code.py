"""A return code takes memory to try. Where there is none, nobody knows whether it is right, so nothing is counted."""

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import Flask

from app.extensions import db
from app.intake.arriving.models import Draft, WrongTry
from tests.support.client_browser import somebody
from tests.support.codes import come_back, with_code
from tests.support.engines import on_each_engine


def no_memory(*_: object) -> None:
    """What Argon2 says then."""
    raise VerificationError("Memory allocation error")


@on_each_engine
def test_a_right_code_that_could_not_be_tried_is_no_wrong_try_and_opens_later(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    walker = somebody(app)
    walker.walk_to("phq9_3")
    code = with_code(walker)
    with monkeypatch.context() as patch:
        patch.setattr(PasswordHasher, "verify", no_memory)
        page = come_back(app, code).seen[-1]
    assert page.status == 500
    assert "try again in a minute" in page.text
    with app.app_context():
        assert db.session.query(WrongTry).count() == 0
        assert [draft.code_failures for draft in db.session.query(Draft)] == [0]
    assert come_back(app, code).seen[-1].status == 200
