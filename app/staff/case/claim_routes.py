"""Who holds a screening: claim it, give it back, take it over."""

from flask import Blueprint, Response
from flask_login import current_user

from app.intake.case.claim import claim, release, take_over
from app.staff.case.act import act
from app.staff.case.forms import ActForm, TakeOverForm


def register(blueprint: Blueprint) -> None:
    blueprint.post("/screenings/<screening_id>/claim", endpoint="claim")(post_claim)
    blueprint.post("/screenings/<screening_id>/release", endpoint="release")(post_release)
    blueprint.post("/screenings/<screening_id>/take-over", endpoint="take_over")(post_take_over)


def post_claim(screening_id: str) -> Response:
    """Take it. If somebody else was first, the page leads to taking it over."""

    def do() -> None:
        claim(screening_id, current_user)

    return act(screening_id, ActForm(), "claim", do)


def post_release(screening_id: str) -> Response:
    """Give it back."""
    form = ActForm()
    return act(screening_id, form, "release", lambda: release(screening_id, current_user, form.read_edition()))


def post_take_over(screening_id: str) -> Response:
    """Take it from the colleague who holds it, with a reason."""
    form = TakeOverForm()

    def do() -> None:
        take_over(screening_id, current_user, form.read_edition(), form.said("text"))

    return act(screening_id, form, "take_over", do)
