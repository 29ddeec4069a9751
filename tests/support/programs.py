"""Other systems, as a test uses them: with a token, or without."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts import by_email
from app.accounts.api_tokens import Scope, agree, make_token, tokens_of
from app.accounts.models import StaffUser
from app.extensions import writing
from tests.support.desk import hire

API = "/api/v1"
ELM = "Elm Street Clinic"
NO_HEADERS: Final[Mapping[str, str]] = {}


@dataclass
class Program:
    """Another system. `id`: of its token, as staff pages have it."""

    client: FlaskClient
    token: str = ""
    id: str = ""

    def get(self, path: str) -> TestResponse:
        """Ask for something."""
        return self.ask("GET", path)

    def post(self, path: str, body: object = None, key: str = "") -> TestResponse:
        """Ask for something to be done, under a key of its own unless one is given."""
        return self.ask("POST", path, json=body, headers={"Idempotency-Key": key or secrets.token_hex(8)})

    def ask(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        data: bytes | None = None,
        content_type: str | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> TestResponse:
        """Ask in any way."""
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        sent = {"data": data, "content_type": content_type} if json is None else {"json": json}
        return self.client.open(f"{API}{path}", method=method, headers={**own, **headers}, **sent)


def program(
    app: Flask,
    *scopes: Scope,
    name: str = ELM,
    site_id: str = "default",
    agreed: bool = True,
    admin: str = "The admin",
) -> Program:
    """A system of this name that may do this, let in by somebody new; where a supervisor has to agree, one has."""
    maker, supervisor = hire(app, "admin", admin, site_id), hire(app, "supervisor", "The supervisor", site_id)
    with app.app_context():
        with writing():
            secret = make_token(_staff(maker), name, scopes, 30)
        made = max(tokens_of(site_id), key=lambda token: token.id)
        if agreed and Scope.COPIES in scopes:
            with writing():
                agree(made.public_id, _staff(supervisor))
        return Program(app.test_client(), secret, made.public_id)


def nobody(app: Flask) -> Program:
    """A system without a token."""
    return Program(app.test_client())


def _staff(email: str) -> StaffUser:
    user = by_email(email)
    assert user is not None
    return user


def problem(response: TestResponse, status: int, name: str = "") -> dict[str, Any]:
    """The problem document of an answer that has to be one."""
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.mimetype == "application/problem+json"
    said: dict[str, Any] = response.get_json()
    assert said["status"] == status
    assert said["type"] == (f"https://braid.example/problems/{name}" if name else "about:blank")
    return said
