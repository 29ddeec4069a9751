"""Somebody of the staff who makes and uses passkeys, from the pages that ask for them."""

import json
from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app import activity
from tests.support.desk import CODE, SET_UP, Desk, halfway_in
from tests.support.soft_passkey import SoftPasskey

ACCOUNT = "/staff/account"
ADD, ASK_NEW, REMOVE = f"{ACCOUNT}/passkeys", f"{ACCOUNT}/passkeys/ask", f"{ACCOUNT}/passkeys/remove"
ASK, ASK_FIRST, ASK_CONFIRM = f"{CODE}/passkey", f"{SET_UP}/passkey", f"{ACCOUNT}/confirm/passkey"
ROWS = "#passkeys ~ ul > li"

Asked = dict[str, Any]
Answer = Callable[[SoftPasskey, Asked], str]


def question(desk: Desk, path: str) -> Asked:
    response = desk.post(path) if path.startswith(ACCOUNT) else desk.client.post(path)
    assert response.status_code == 200, response.text
    asked: Asked = json.loads(response.text)
    return asked


def add(desk: Desk, passkey: SoftPasskey, name: str = "My phone") -> TestResponse:
    return desk.post(ADD, passkey=passkey.make(question(desk, ASK_NEW)), passkey_name=name)


def come_in(app: Flask, email: str, passkey: SoftPasskey, answer: Answer = SoftPasskey.use) -> TestResponse:
    """Give the password, and this answer to the question that follows."""
    desk = halfway_in(app, email)
    return desk.client.post(CODE, data={"passkey": answer(passkey, question(desk, ASK))})


def is_in(response: TestResponse) -> bool:
    return response.headers.get("Location") == "/staff/"


def acts(app: Flask, count: int) -> list[str]:
    with app.app_context():
        return [row.action for row in activity.latest(count)]
