"""Looking for one screening. By a form and never by an address: what is looked for is somebody's name."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_login import current_user

from app.extensions import db
from app.intake.queue.rows import Listed
from app.intake.queue.search import MOST_FOUND, search
from app.staff.here import times
from app.staff.queue.keys_routes import keys_are_on
from app.staff.queue.rows import row_views
from app.staff.queue.search_form import SearchForm


def register(blueprint: Blueprint) -> None:
    blueprint.post("/search", endpoint="search")(post_search)


def post_search() -> Response:
    """What was found, or what was wrong with what was typed."""
    form = SearchForm()
    if not form.validate():
        return _page(422, form, Listed([], more=False))
    listed = search(form.said("words"), current_user)
    db.session.commit()
    return _page(200, form, listed)


def _page(status: int, form: SearchForm, listed: Listed) -> Response:
    page = render_template(
        "staff/queue/found.html",
        typed=form.said("words"),
        errors=form.problems(),
        rows=row_views(listed.rows, times()),
        cut_at=MOST_FOUND if listed.more else None,
        keys=keys_are_on(),
        keys_form=url_for("staff.switch_keys"),
    )
    return make_response(page, status)
