"""The description of the API, OpenAPI 3.1, made of the operations and of the models that check what comes in."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.api.once import HEADER, KEY
from app.api.operation import PREFIX, PUBLIC_ID, Operation, Resource
from app.web.problem import TYPE

Json = dict[str, Any]
SCHEMAS: Final = "#/components/schemas/{model}"
JSON: Final = "application/json"
TITLE: Final = "Braid"
VERSION: Final = "1"
ABOUT: Final = """For systems that work with a center: which screenings there are, links that begin one, and copies
under a consent. Nothing here closes or changes a screening, or reads a free text outside a copy: people do that.

Every answer carries the numbers of help in a crisis, as links of relation `help` in the header `Link`."""
WHEN: Final = {
    400: "The request cannot be read.",
    401: "No token, or one that does not work.",
    403: "The token is not for this, or a supervisor has not agreed to it yet.",
    404: "There is nothing here, or it is of another site.",
    409: "Not now: no consent allows it, or it was done lately. The type says why.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "Something is not as described, or the key was used for another request.",
    429: "Asked too often: wait as long as Retry-After says.",
    500: "Something went wrong on our side.",
    503: "The records cannot be reached right now.",
}


class HelpLink(Resource):
    """One way to get help in a crisis."""

    href: str
    words: str


class WrongField(Resource):
    """What is wrong with one field."""

    field: str
    what: str


class Problem(Resource):
    """What is wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    help: list[HelpLink]
    errors: tuple[WrongField, ...] = ()


def describe(operations: Iterable[Operation]) -> Json:
    """The whole document."""
    every = tuple(operations)
    schemas = _schemas(every)
    paths: dict[str, Json] = {}
    for operation in every:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, schemas)
    for query in {operation.query for operation in every if operation.query}:
        del schemas[query.__name__]
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": VERSION, "description": ABOUT},
        "servers": [{"url": PREFIX}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {f"Problem{status}": _problem(words) for status, words in WHEN.items()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(operations: tuple[Operation, ...]) -> dict[str, Json]:
    coming = {model for operation in operations for model in (operation.query, operation.body) if model}
    going = {operation.answers for operation in operations if operation.answers} | {Problem}
    models: list[tuple[type[BaseModel], Any]] = [(model, "validation") for model in coming]
    models += [(model, "serialization") for model in going]
    found = models_json_schema(sorted(models, key=lambda one: one[0].__name__), ref_template=SCHEMAS)[1]["$defs"]
    return dict(sorted(found.items()))


def _operation(operation: Operation, schemas: dict[str, Json]) -> Json:
    summary, description = operation.words
    body = {"requestBody": {"required": True, "content": _content(operation.body)}} if operation.body else {}
    return {
        "operationId": operation.name,
        "summary": summary,
        **({"description": description} if description else {}),
        "security": [{"token": [operation.scope] if operation.scope else []}] if operation.token else [],
        "parameters": list(_parameters(operation, schemas)),
        **body,
        "responses": {
            str(int(operation.status)): _answer(operation),
            **{str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in _refusals(operation)},
        },
    }


def _parameters(operation: Operation, schemas: dict[str, Json]) -> Iterator[Json]:
    for name in re.findall(r"{(\w+)}", operation.path):
        yield _parameter("path", name, {"type": "string", "pattern": PUBLIC_ID}, required=True)
    for name, schema in schemas[operation.query.__name__]["properties"].items() if operation.query else ():
        yield _parameter("query", name, schema, required=False)
    if operation.once_only:
        yield _parameter("header", HEADER, {"type": "string", "pattern": KEY}, required=True)


def _parameter(place: str, name: str, schema: Json, *, required: bool) -> Json:
    return {"in": place, "name": name, "required": required, "schema": schema}


def _answer(operation: Operation) -> Json:
    words = operation.words[0]
    return {"description": words, **({"content": _content(operation.answers)} if operation.answers else {})}


def _content(model: type[BaseModel] | None) -> Json:
    return {JSON: {"schema": {"$ref": SCHEMAS.format(model=model and model.__name__)}}}


def _problem(words: str) -> Json:
    return {"description": words, "content": {TYPE: {"schema": {"$ref": SCHEMAS.format(model=Problem.__name__)}}}}


def _refusals(operation: Operation) -> list[int]:
    """Every status by which an operation says no."""
    found = {400, 500, 503, *operation.refusals}
    found |= {401, 403, 429} if operation.token else set()
    found |= {404} if "{" in operation.path else set()
    found |= {422} if operation.query else set()
    found |= {413, 415, 422} if operation.body else set()
    found |= {403, 413, 422} if operation.once_only else set()
    return sorted(found)
