"""A page whose token is not good any more: where it was drawn, and the same page once more, as it was typed."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Final

from flask import Response, current_app, g, make_response, request
from flask import session as values
from itsdangerous import URLSafeTimedSerializer

from app.patient import ask_routes, code_routes, finish_routes, help_routes, kiosk_routes, step_routes

View = Callable[..., Any]
VIEWS: Final[dict[str | None, View]] = {
    "patient.answer": step_routes.answer_once_more,
    "patient.keep_contact": finish_routes.contact_once_more,
    "patient.keep_wish": ask_routes.wish_once_more,
    "patient.call": help_routes.call_once_more,
    "patient.go_on_after_call": help_routes.called,
    "patient.go_on_meanwhile": kiosk_routes.person_comes,
    "patient.close": code_routes.ask_stop,
    "patient.delete": code_routes.ask_stop,
}


class Drawn(Enum):
    """When the page that was sent was drawn."""

    HERE = auto()
    BEFORE = auto()
    NEVER = auto()


def drawn() -> Drawn:
    """In this session, in one before it, or never by us. It only chooses the words: nothing is taken on its say-so."""
    serializer = URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token")  # Flask-WTF's own
    _, session_of_page = serializer.loads_unsafe(request.form.get("csrf_token", ""))
    if not isinstance(session_of_page, str):
        return Drawn.NEVER
    return Drawn.HERE if session_of_page == values.get("csrf_token") else Drawn.BEFORE


def page_once_more() -> Response:
    """The page as it was typed, with a good token and a word on why; raises what opening that page raises."""
    g.once_more = True
    view = VIEWS.get(request.endpoint) or _view_of_address()
    return make_response(view(**(request.view_args or {})))


def _view_of_address() -> View:
    """What shows the address that was posted to. Raises MethodNotAllowed where nothing does."""
    addresses = current_app.create_url_adapter(request)
    assert addresses is not None  # noqa: S101 - for the type checker; there is a request
    endpoint, _ = addresses.match(method="GET")
    return current_app.view_functions[str(endpoint)]
