"""Working on one screening: claim, note, contact attempt, close. Whatever fails gives back what was typed."""

from flask import Blueprint, Response, url_for
from flask_login import current_user

from app.extensions import db
from app.intake.casework import Conflict, add_attempt, add_note, claim
from app.intake.close import close
from app.staff.forms import AttemptForm, CloseForm, NoteForm, StaffForm
from app.staff.review_routes import colleagues, show
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    for name, view in (("claim", post_claim), ("note", post_note), ("attempts", post_attempt), ("close", post_close)):
        blueprint.post(f"/screenings/<screening_id>/{name}", endpoint=name)(view)


def post_claim(screening_id: str) -> Response:
    """Take it, unless somebody else was first."""
    try:
        claim(screening_id, current_user)
    except Conflict as conflict:
        return _conflict(screening_id, str(conflict), "claim")
    return _done(screening_id)


def post_note(screening_id: str) -> Response:
    """Sign a note."""
    form = NoteForm()
    if not form.validate():
        return _again(screening_id, "note", form, form.problems())
    add_note(screening_id, current_user, form.said("text"))
    return _done(screening_id, "notes")


def post_attempt(screening_id: str) -> Response:
    """Record one try to reach the person."""
    form = AttemptForm()
    if not form.validate():
        return _again(screening_id, "attempts", form, form.problems())
    add_attempt(screening_id, current_user, form.said("outcome"), form.said("text"))
    return _done(screening_id, "attempts")


def post_close(screening_id: str) -> Response:
    """Close it with an outcome."""
    form = CloseForm(colleagues())
    problems = {} if form.validate() else form.problems()
    try:
        missing = problems or close(screening_id, current_user, form.read_edition(), form.closing())
    except Conflict as conflict:
        return _conflict(screening_id, str(conflict), "close", form)
    if missing:
        return _again(screening_id, "close", form, missing)
    return _done(screening_id)


def _done(screening_id: str, place: str | None = None) -> Response:
    db.session.commit()
    return see_other(url_for("staff.screening", screening_id=screening_id, _anchor=place))


def _again(screening_id: str, name: str, form: StaffForm, errors: dict[str, str]) -> Response:
    db.session.rollback()
    return show(screening_id, 422, form=name, typed=_typed(form), errors=errors)


def _conflict(screening_id: str, what: str, name: str, form: StaffForm | None = None) -> Response:
    """Somebody else was first: the page as it is now, with what was typed still in its form."""
    db.session.rollback()
    return show(screening_id, 409, form=name, typed=_typed(form) if form else {}, conflict=what)


def _typed(form: StaffForm) -> dict[str, str]:
    return {field.name: form.said(field.name) for field in form if field.name != "edition"}
