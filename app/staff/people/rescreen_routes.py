"""Screenings planned for later: plan them, give out a link, say which one it was, cancel; and what is due."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_login import current_user

from app.extensions import db
from app.intake.arriving.invites import DAYS
from app.intake.case.edition import Conflict
from app.intake.people.plans import MOST_LISTED, open_plans
from app.intake.people.rescreens import cancel, finish, make_link, plan
from app.staff.case.act import act
from app.staff.case.forms import CancelForm, DoneAsForm, PlanForm
from app.staff.case.page_routes import show
from app.staff.case.rescreens import plan_views
from app.staff.here import times
from app.staff.several_forms import Missing, too_late
from app.staff.ways_in.invite_routes import keep_link
from app.web import see_other

PLACE = "rescreens"


def register(blueprint: Blueprint) -> None:
    of_one = "/screenings/<screening_id>/rescreens"
    blueprint.get("/rescreens", endpoint="rescreens")(rescreens)
    blueprint.post(of_one, endpoint="plan_rescreens")(post_plan)
    blueprint.post(f"{of_one}/<uuid:rescreen_id>/done", endpoint="rescreen_done")(post_done)
    blueprint.post(f"{of_one}/<uuid:rescreen_id>/cancel", endpoint="rescreen_cancel")(post_cancel)
    blueprint.post(f"{of_one}/<uuid:rescreen_id>/link", endpoint="rescreen_link")(post_link)


def rescreens() -> Response:
    """What is planned at one's site, overdue first."""
    plans, more = open_plans(current_user)
    db.session.commit()
    page = render_template(
        "staff/people/rescreens.html", plans=plan_views(plans, times()), cut_at=MOST_LISTED if more else None
    )
    return make_response(page)


def post_plan(screening_id: str) -> Response:
    """Plan to screen again."""
    form = PlanForm()

    def do() -> None:
        plan(screening_id, current_user, map(int, form.weeks.data or ()))

    return act(screening_id, form, "plan", do, PLACE)


def post_done(screening_id: str, rescreen_id: UUID) -> Response:
    """Say which screening it was."""
    form = DoneAsForm()

    def do() -> Missing:
        return finish(screening_id, current_user, rescreen_id, form.said("done_as"))

    return act(screening_id, form, f"done-{rescreen_id}", do, PLACE)


def post_cancel(screening_id: str, rescreen_id: UUID) -> Response:
    """Say that it will not be."""
    form = CancelForm()

    def do() -> None:
        cancel(screening_id, current_user, rescreen_id, form.said("text"))

    return act(screening_id, form, f"cancel-{rescreen_id}", do, PLACE)


def post_link(screening_id: str, rescreen_id: UUID) -> Response:
    """Make its link. It is shown once, where all new links are shown."""
    try:
        token, label = make_link(screening_id, current_user, rescreen_id)
    except Conflict as conflict:
        return too_late(show, screening_id, "plan", str(conflict))
    db.session.commit()
    keep_link(label, token, DAYS)
    return see_other(url_for("staff.invites"))
