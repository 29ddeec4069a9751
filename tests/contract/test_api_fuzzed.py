"""The API is asked by a program that knows nothing of it but its own description, rightly and wrongly, many times."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation as Operation

from app.accounts.api_tokens import Scope
from app.api import OPERATIONS
from app.api.once import HEADER
from tests.support.desk import ACUTE, arrive, desk_of
from tests.support.handoff import consent
from tests.support.programs import API, program

APIOperation = Operation[Any, Any, Any, Any]
Case = schemathesis.Case[Any]
# Always the same requests, so that what holds here today holds here tomorrow.
SEARCH = settings(
    max_examples=20,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
KEYS = count()


def test_whatever_is_asked_the_answer_is_as_described_and_never_an_error_of_ours(app: Flask) -> None:
    elm, screening_id = program(app, *Scope), arrive(app, ACUTE)
    consent(desk_of(app, "coordinator"), f"/staff/screenings/{screening_id}")
    ours = {"screening_id": screening_id, "invite_id": elm.post("/invites", {}).get_json()["id"]}
    token = {"Authorization": f"Bearer {elm.token}"}
    config = SchemathesisConfig.from_dict({"headers": token})
    schema = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", app, config=config)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    asked = {operation.label for operation in operations}  # all but the description itself, which was read just now
    assert asked == {f"{one.method} {one.path}" for one in OPERATIONS if one.token}
    assert {200, 201, 400, 404, 422} <= set().union(*(ask(operation, token, ours) for operation in operations))


def ask(operation: APIOperation, token: dict[str, str], ours: Mapping[str, str]) -> set[int]:
    """Ask for it in many ways, of the right ones half about something that there is. Returns how it was answered."""
    statuses = set()

    def rightly(case: Case, known: bool) -> None:
        if known:
            case.path_parameters = {name: ours[name] for name in case.path_parameters}
        if HEADER in case.headers:
            case.headers[HEADER] = f"{next(KEYS):08}"  # two wishes under one key are refused, as they must be
        statuses.add(case.call_and_validate(headers=token).status_code)

    def wrongly(case: Case) -> None:
        statuses.add(case.call_and_validate(headers=token).status_code)

    right, wrong = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)
    SEARCH(given(case=right, known=st.booleans())(rightly))()
    if operation.definition.raw["parameters"]:  # else there is nothing that could be wrong
        SEARCH(given(case=wrong)(wrongly))()
    return statuses
