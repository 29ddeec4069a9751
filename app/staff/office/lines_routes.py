"""Help lines, for whoever keeps them right: record how a test went, add a line of one's own, switch one off."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.crisis.resources import HelpLine, resources
from app.extensions import db
from app.registers.line_checks import checked, record_check
from app.registers.own_lines import OWN, add_line, lines_at, switch_line
from app.staff.forms import StaffForm
from app.staff.here import times
from app.staff.office.line_choices import fit_choices, tongue_choices
from app.staff.office.register_forms import CheckForm, LineForm
from app.staff.office.texts import line_views
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/lines")(lines)
    blueprint.post("/lines", endpoint="add_line")(add)
    blueprint.post("/lines/<line_id>/check")(check_line)
    blueprint.post("/lines/<line_id>/switch", endpoint="switch_line")(switch)


def lines() -> Response:
    """Every line with how its last test went, and a form for a new one."""
    return _page()


def check_line(line_id: str) -> Response:
    """Record how a test of one line went."""
    line = _all_lines().get(line_id)
    if line is None:
        abort(404)
    form = CheckForm()
    errors = record_check(
        line,
        current_user,
        times().today,
        called=form.called.data,
        texted=form.texted.data,
        answered=form.answered.data,
    )
    return _done_or(errors, f"check-{line_id}")


def add() -> Response:
    """Add a line of this site."""
    form = LineForm()
    errors = add_line(current_user, form.line()) if form.validate() else form.problems()
    return _done_or(errors, "line", form)


def switch(line_id: str) -> Response:
    """Show a line of this site again, or show it no more."""
    switch_line(current_user, line_id.removeprefix(OWN), on=bool(request.form.get("on")))
    return _done_or({}, "line")


def _all_lines() -> dict[str, HelpLine]:
    return resources() | {line.id: line for line, _ in lines_at(current_user.site_id)}


def _done_or(errors: dict[str, str], name: str, form: StaffForm | None = None) -> Response:
    if not errors:
        db.session.commit()
        return see_other(url_for("staff.lines"))
    db.session.rollback()
    return _page(422, name, form, errors)


def _page(
    status: int = 200, name: str = "", form: StaffForm | None = None, errors: dict[str, str] | None = None
) -> Response:
    own, today = lines_at(current_user.site_id), times().today
    page = render_template(
        "staff/office/lines.html",
        national=line_views(checked(resources().values()), today),
        own=line_views(checked(line for line, _ in own), today),
        shown={line.id for line, is_shown in own if is_shown},
        fits=fit_choices(),
        tongues=tongue_choices(),
        form=name,
        values=form.typed() if form else {},
        errors=errors or {},
    )
    return make_response(page, status)
