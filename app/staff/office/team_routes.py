"""The team: who is staff, who joins, who leaves. Nothing clinical is in reach here."""

from collections.abc import Callable

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import (
    ROLES,
    NotChanged,
    change_role,
    enrol,
    factor,
    guesses,
    let_in_again,
    of_site,
    reset_factor,
    switch_off,
    tries,
)
from app.extensions import N_, db
from app.staff.message import refused
from app.staff.office.joining_link import keep_link, problems_of, take_link
from app.staff.office.team_form import InviteForm
from app.web import see_other

ROLE_MEANS = {
    "coordinator": N_("Coordinator: reads screenings and works on them"),
    "clinician": N_("Clinician: reads screenings and works on them"),
    "supervisor": N_("Supervisor: the same, and sees the activity log"),
    "admin": N_("Administrator: staff and settings of the site, sees nothing clinical"),
    "auditor": N_("Auditor: sees the activity log, nothing clinical"),
}


def register(blueprint: Blueprint) -> None:
    blueprint.get("/team")(team)
    blueprint.post("/team")(invite)
    blueprint.post("/team/<public_id>/deactivate")(deactivate)
    blueprint.post("/team/<public_id>/reset-factor", endpoint="reset_factor")(post_reset_factor)
    blueprint.post("/team/<public_id>/role")(give_role)
    blueprint.post("/team/<public_id>/let-in", endpoint="let_in_again")(post_let_in_again)


def team() -> Response:
    """Everybody of the site, and a form for the next one."""
    return _page(200, {}, {})


def invite() -> Response:
    """Add somebody. Their link waits in the administrator's own session and is shown on the next page, once."""
    form = InviteForm()
    errors = problems_of(form, lambda: _invite(form))
    if not errors:
        return see_other(url_for("staff.team"))
    return _page(422, form.typed(), errors)


def _invite(form: InviteForm) -> None:
    email = form.said("email")
    token = enrol.invite(email, form.said("role"), current_user.site_id, form.said("name"), current_user)
    keep_link(email, token)


def deactivate(public_id: str) -> Response:
    """Switch somebody off; they are signed out at once."""
    return _changed(lambda: switch_off(public_id, current_user))


def give_role(public_id: str) -> Response:
    """Give somebody another role; they are signed out at once."""
    return _changed(lambda: change_role(public_id, request.form.get("role", ""), current_user))


def post_reset_factor(public_id: str) -> Response:
    """Take a lost authenticator away; its owner is signed out and sets up a new one."""
    return _changed(lambda: reset_factor.reset_for_colleague(public_id, current_user))


def post_let_in_again(public_id: str) -> Response:
    """Somebody tried a hundred wrong passwords or codes for a colleague: let them try again."""
    return _changed(lambda: let_in_again(public_id, current_user))


def _changed(change: Callable[[], object]) -> Response:
    try:
        change()
    except NotChanged as refusal:
        return refused(refusal)
    db.session.commit()
    return see_other(url_for("staff.team"))


def _page(status: int, values: dict[str, str], errors: dict[str, str]) -> Response:
    people = of_site(current_user.site_id)
    page = render_template(
        "staff/office/team.html",
        people=people,
        with_factor=factor.with_factor(person.id for person in people),
        shut={person.id for person in people if tries.is_shut(person)},
        no_codes={person.id for person in people if guesses.is_shut(person)},
        own_id=current_user.public_id,
        role_choices=[(role, _(ROLE_MEANS[role])) for role in ROLES],
        values=values,
        errors=errors,
        link=take_link(),
    )
    return make_response(page, status)
