"""How long a screening is kept, holds on it, and what its person asks for: read, written down, answered, done."""

from uuid import UUID

from flask import Blueprint, Response, url_for
from flask_login import current_user

from app.extensions import db
from app.intake.case.edition import Conflict
from app.retention import holds, ledger, requests
from app.retention.on_request import delete_on_request
from app.retention.run import wipe_what_is_left
from app.staff.rights.forms import AnswerForm, HoldEndForm, HoldForm, RequestForm
from app.staff.rights.keeping_page import show
from app.staff.several_forms import act, too_late
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    one = "/screenings/<screening_id>"
    blueprint.get(f"{one}/keeping", endpoint="keeping")(keeping)
    blueprint.post(f"{one}/holds", endpoint="set_hold")(post_hold)
    blueprint.post(f"{one}/holds/<uuid:hold_id>/end", endpoint="end_hold")(post_hold_end)
    blueprint.post(f"{one}/requests", endpoint="write_request")(post_request)
    blueprint.post(f"{one}/requests/<uuid:request_id>/answer", endpoint="answer_request")(post_answer)
    blueprint.post(f"{one}/requests/<uuid:request_id>/delete", endpoint="delete_screening")(post_delete)


def keeping(screening_id: str) -> Response:
    """The page. Reading it is recorded."""
    return show(screening_id)


def post_hold(screening_id: str) -> Response:
    """Keep it, whatever the policy says."""
    form = HoldForm()

    def do() -> None:
        whole_person = form.said("whole_person") == "yes"
        holds.set_hold(screening_id, current_user, form.said("text"), whole_person=whole_person)

    return act(show, screening_id, "hold", form, do, _page_of(screening_id))


def post_hold_end(screening_id: str, hold_id: UUID) -> Response:
    """Let the policy count again."""
    form = HoldEndForm()

    def do() -> None:
        holds.end_hold(screening_id, current_user, hold_id, form.said("text"))

    return act(show, screening_id, f"end-{hold_id}", form, do, _page_of(screening_id))


def post_request(screening_id: str) -> Response:
    """Write down what somebody asked for."""
    form = RequestForm()

    def do() -> None:
        requests.write_down(screening_id, current_user, form.wish(), form.said("text"))

    return act(show, screening_id, "request", form, do, _page_of(screening_id))


def post_answer(screening_id: str, request_id: UUID) -> Response:
    """Say what became of a request."""
    form = AnswerForm()

    def do() -> None:
        done = form.said("answer") == "done"
        requests.answer(screening_id, current_user, request_id, form.said("text"), done=done)

    return act(show, screening_id, f"answer-{request_id}", form, do, _page_of(screening_id))


def post_delete(screening_id: str, request_id: UUID) -> Response:
    """Delete the screening for good, as its person asked."""
    try:
        delete_on_request(screening_id, current_user, request_id)
    except Conflict as conflict:
        return too_late(show, screening_id, f"delete-{request_id}", str(conflict))
    db.session.commit()
    ledger.bring_together()
    wipe_what_is_left()
    return see_other(url_for("staff.requests", deleted="yes"))


def _page_of(screening_id: str) -> str:
    return url_for("staff.keeping", screening_id=screening_id)
