"""Whose screenings belong together: confirm, refuse, take out, undo; and all of one person's screenings in time."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_login import current_user

from app.accounts import StaffUser
from app.extensions import db
from app.intake.people.history import MergedInto, open_person
from app.intake.people.link import not_the_same, same_person, undo, unlink
from app.intake.people.plans import plans_of
from app.staff.case.act import act
from app.staff.case.forms import ActForm, OtherForm
from app.staff.case.rescreens import plan_views
from app.staff.here import times
from app.staff.people.person import person_page
from app.staff.people.use_marks import phase_words
from app.staff.words.modes import mode_marks
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    one = "/screenings/<screening_id>"
    blueprint.get("/people/<person_id>", endpoint="person")(person)
    blueprint.post(f"{one}/same", endpoint="same_person")(post_same)
    blueprint.post(f"{one}/not-same", endpoint="not_the_same")(post_not_same)
    blueprint.post(f"{one}/part", endpoint="part")(post_take_out)
    blueprint.post(f"{one}/links/<uuid:act_id>/undo", endpoint="undo_link")(post_undo)


def person(person_id: str) -> Response:
    """All screenings of one person. Whoever asks for a person that was merged is led to where its screenings are."""
    try:
        known = open_person(person_id, current_user)
    except MergedInto as merged:
        return see_other(url_for("staff.person", person_id=str(merged)))
    planned = plans_of(past.id for past in known.screenings)
    db.session.commit()
    page, plans = person_page(known, times()), plan_views(planned, times())
    signs = {"modes": mode_marks(), "phases": phase_words()}
    return make_response(render_template("staff/people/page.html", page=page, plans=plans, **signs))


def post_same(screening_id: str) -> Response:
    """They are the same person."""
    return _decide(screening_id, same_person)


def post_not_same(screening_id: str) -> Response:
    """They are two people."""
    return _decide(screening_id, not_the_same)


def post_take_out(screening_id: str) -> Response:
    """It is not this person's after all."""
    return act(screening_id, ActForm(), "person", lambda: unlink(screening_id, current_user), "person")


def post_undo(screening_id: str, act_id: UUID) -> Response:
    """Put it back as it was."""
    return act(screening_id, ActForm(), "person", lambda: undo(screening_id, act_id, current_user), "person")


def _decide(screening_id: str, decide: Callable[[str, str, StaffUser], None]) -> Response:
    form = OtherForm()
    return act(screening_id, form, "person", lambda: decide(screening_id, form.said("other"), current_user), "person")
