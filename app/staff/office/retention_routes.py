"""How long one's own site keeps screenings: what is in force, what was proposed, and agreeing to it."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_login import current_user

from app.accounts import names_of
from app.extensions import db
from app.retention.due import count_old
from app.retention.policy import NotAgreed, agree, keeping_of, propose, waiting_at
from app.retention.run import last_run, stands_still
from app.staff.access import may
from app.staff.here import times
from app.staff.message import refused
from app.staff.office.retention_form import KeepingForm
from app.staff.office.retention_page import proposal_view
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/retention", endpoint="retention")(retention)
    blueprint.post("/retention", endpoint="propose_retention")(post_proposal)
    blueprint.post("/retention/<policy_id>/agree", endpoint="agree_retention")(post_agreement)


def retention() -> Response:
    """What is in force, and what waits. Numbers alone: nobody is named."""
    return _page(200, {}, {})


def post_proposal() -> Response:
    """Propose another one. Nothing changes until somebody else agrees."""
    form = KeepingForm()
    if not form.validate():
        return _page(422, form.typed(), form.problems())
    propose(current_user, form.keeping())
    db.session.commit()
    return see_other(url_for("staff.retention"))


def post_agreement(policy_id: str) -> Response:
    """Let what a colleague proposed come into force."""
    try:
        agree(policy_id, current_user)
    except NotAgreed as refusal:
        return refused(refusal)
    db.session.commit()
    return see_other(url_for("staff.retention"))


def _page(status: int, values: dict[str, str], errors: dict[str, str]) -> Response:
    site_id = current_user.site_id
    keeping, waiting, ran_at = keeping_of(site_id), waiting_at(site_id), last_run()
    page = render_template(
        "staff/office/retention.html",
        keeping=keeping,
        old=count_old(site_id, keeping),
        proposal=waiting and proposal_view(waiting, names_of([waiting.made_by]), current_user, times()),
        ran=times().exact(ran_at) if ran_at else "",
        standing=stands_still(),
        values=values or {"days": str(keeping.days), "years": str(keeping.years)},
        errors=errors,
        may_propose=may(current_user.role, "staff.propose_retention"),
    )
    return make_response(page, status)
