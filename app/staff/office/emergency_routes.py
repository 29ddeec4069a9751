"""Emergency access: letting a colleague in whose second factor is not at hand, and looking at it afterwards."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import activity
from app.accounts import NotChanged
from app.accounts.emergency import REASONS, VERDICTS, colleagues_of, make_pass, review, used_at_site
from app.extensions import begin_immediate, db
from app.staff.here import times
from app.staff.message import refused
from app.staff.office.emergency import access_views
from app.staff.office.emergency_form import LetInForm, ReviewForm
from app.staff.shown_once import PASS, keep, take
from app.web import see_other

SHOWN = 30


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/let-in", endpoint="let_in")(show_form)
    blueprint.post("/let-in", endpoint="make_pass")(give_pass)
    blueprint.get("/emergencies", endpoint="emergencies")(show_emergencies)
    blueprint.post("/emergencies/<access_id>", endpoint="review_emergency")(keep_review)


def show_form() -> Response:
    """Who is to be let in, and why."""
    return _form_page(200, {}, {})


def give_pass() -> Response:
    """Make a pass. It waits in one's own session for the next page, and is shown there once."""
    form = LetInForm()
    if not form.validate():
        return _form_page(422, form.typed(), form.problems())
    letters = make_pass(form.said("colleague"), form.said("reason"), current_user)
    db.session.commit()
    keep(PASS, letters=letters, colleague=form.said("colleague"))
    return see_other(url_for("staff.let_in"))


def _form_page(status: int, values: dict[str, str], errors: dict[str, str]) -> Response:
    people = [(one.public_id, one.name) for one in colleagues_of(current_user)]
    made = take(PASS)
    page = render_template(
        "staff/office/let_in.html",
        people=people,
        reasons=[(reason, _(words)) for reason, words in REASONS.items()],
        values=values,
        errors=errors,
        made=made and {"letters": made["letters"], "name": dict(people).get(made["colleague"], "")},
    )
    return make_response(page, status)


def show_emergencies() -> Response:
    """Who was let in, and what they did; each waits here until somebody has looked at it. Reading it is recorded."""
    return _review_page(200, "", {}, {})


def keep_review(access_id: str) -> Response:
    """What one makes of an access."""
    form = ReviewForm()
    if not form.validate():
        return _review_page(422, access_id, form.typed(), form.problems())
    try:
        review(access_id, form.said("verdict"), form.said("text"), current_user)
    except NotChanged as refusal:
        return refused(refusal)
    db.session.commit()
    return see_other(url_for("staff.emergencies"))


def _review_page(status: int, typed_into: str, values: dict[str, str], errors: dict[str, str]) -> Response:
    begin_immediate()
    found = used_at_site(current_user.site_id, SHOWN)
    entries = access_views(found, current_user, times())
    activity.record("emergency.read", subject=("site", current_user.site_id), actor=current_user, rows=len(found))
    db.session.commit()
    page = render_template(
        "staff/office/emergencies.html",
        entries=entries,
        verdicts=[(verdict, _(words)) for verdict, words in VERDICTS.items()],
        typed_into=typed_into,
        values=values,
        errors=errors,
    )
    return make_response(page, status)
