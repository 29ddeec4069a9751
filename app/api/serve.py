"""How every operation is served: who asks, what was asked, the act, the commit, the answer."""

from collections.abc import Callable
from typing import Any, Final

from flask import Response, request
from pydantic import BaseModel, ValidationError

from app.api.caller import caller_of
from app.api.operation import Operation
from app.api.refusal import Refusal
from app.extensions import db

JSON: Final = "application/json"


def view_of(operation: Operation) -> Callable[..., Response]:
    """The view of an operation, as Flask calls it."""

    def view(**path: str) -> Response:
        caller = {"caller": caller_of(operation.scope)} if operation.token else {}
        answer = operation.view(**caller, **path, **_asked(operation))
        response = _response(operation, answer)
        db.session.commit()
        return response

    return view


def _asked(operation: Operation) -> dict[str, BaseModel]:
    """What was asked, by the models that say what may be. Raises Refusal."""
    asked = {}
    try:
        if operation.query:
            asked["query"] = operation.query.model_validate(_query())
        if operation.body:
            asked["body"] = operation.body.model_validate_json(_body(), strict=True)
    except ValidationError as error:
        raise _invalid(error) from error
    return asked


def _query() -> dict[str, object]:
    """What stands behind the question mark. What is said twice is no text, and so is none of what may be."""
    return {name: said[0] if len(said) == 1 else said for name, said in request.args.lists()}


def _body() -> bytes:
    if request.mimetype != JSON:
        raise Refusal(415)
    return request.get_data()


def _invalid(error: ValidationError) -> Refusal:
    """What is wrong with which field; never what was sent."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    if any(one["type"] == "json_invalid" for one in found):
        return Refusal(400, "no-json", "The body is not JSON.")
    errors = [{"field": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in found]
    return Refusal(422, "invalid", "Something that was sent is not as the description says.", errors=errors)


def _response(operation: Operation, answer: Any) -> Response:  # noqa: ANN401 - a model, or nothing
    """The answer as JSON. Whoever has read the same before, and says so, is told that it has not changed."""
    if answer is None:
        return Response(status=operation.status)
    response = Response(answer.model_dump_json(), operation.status, mimetype=JSON)
    if operation.method == "GET":
        response.add_etag()
        response.make_conditional(request)
    return response
