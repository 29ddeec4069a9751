"""What programs are told when something is wrong: a problem document (RFC 9457), in English.

A program shows its people what it likes, and may show them this. So the crisis numbers go with every answer to a
program, also where it has no body: as links of relation `help` in a header, and in words in each problem document.
"""

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, json, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from app.crisis.last_resort import NUMBERS
from app.sessions.interface import FOR_PROGRAMS

TYPE: Final = "application/problem+json"
NAMES: Final = "https://braid.example/problems/"  # of problems that a status alone does not tell apart
LINK: Final = ", ".join(f'<{href}>; rel="help"; title="{words}"' for href, words in NUMBERS)
DETAILS: Final = {
    400: "The request could not be read. Nothing was changed.",
    403: "That is not open to you. Nothing was changed.",
    404: "There is nothing here, or it is not open to you.",
    405: "This address does not take that method.",
    413: "At most 64 kB are read. Nothing was changed.",
    415: "The body has to be JSON, with Content-Type: application/json.",
    429: "That was too often. Nothing was changed. Try again in a minute.",
    500: "Something went wrong here. Ask again in a minute: under the same Idempotency-Key nothing is done twice.",
    503: (
        "The records cannot be reached right now."
        " Ask again in a minute: under the same Idempotency-Key nothing is done twice."
    ),
}


def is_for_programs() -> bool:
    """Whether whoever asks is a program, which reads no pages."""
    return request.path.startswith(FOR_PROGRAMS)


def problem(status: int, name: str = "", detail: str = "", **more: object) -> Response:
    """What is wrong. `name` tells it apart from others of this status; `more` stands beside it."""
    return Response(document(status, name, detail, **more), status, mimetype=TYPE)


def document(status: int, name: str = "", detail: str = "", **more: object) -> str:
    """The same as text alone, for which no application is needed."""
    content = {
        "type": NAMES + name if name else "about:blank",
        "title": name.replace("-", " ").capitalize() if name else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS.get(status, HTTPStatus(status).description),
        "help": [{"href": href, "words": words} for href, words in NUMBERS],
        **more,
    }
    return json.dumps(content)


def problem_of(error: HTTPException) -> Response:
    """The same for what Flask itself refuses."""
    response = problem(error.code or 500)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def init_app(app: Flask) -> None:
    """Put the crisis numbers on every answer to a program."""

    @app.after_request
    def help_in_sight(response: Response) -> Response:
        if is_for_programs():
            response.headers["Link"] = LINK
        return response
