"""A password takes memory to try. Where there is none, whoever signs in is asked to wait, and nothing is counted."""

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import HashingError, VerificationError
from flask import Flask

from app.accounts import passwords
from tests.support.desk import PASSWORD, hire, sign_in

NO_MEMORY = "Memory allocation error"


def not_tried(*_: object) -> None:
    """What Argon2 says of a hash that it cannot compare."""
    raise VerificationError(NO_MEMORY)


def not_made(*_: object) -> None:
    """And of one that it cannot make."""
    raise HashingError(NO_MEMORY)


def test_a_right_password_that_could_not_be_tried_is_no_wrong_one(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    email = hire(app, "coordinator")
    with monkeypatch.context() as patch:
        patch.setattr(PasswordHasher, "verify", not_tried)
        for _ in range(12):
            page = app.test_client().post("/staff/sign-in", data={"email": email, "password": PASSWORD})
            assert "Many people are signing in" in page.get_data(as_text=True)
    sign_in(app, email)


def test_a_new_password_that_could_not_be_hashed_is_not_taken(in_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PasswordHasher, "hash", not_made)
    with pytest.raises(passwords.TooBusy):
        passwords.hash_new("four tall trees stand still")
