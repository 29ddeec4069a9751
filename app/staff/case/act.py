"""What every form on a screening ends with: done, wrong, or too late. Whatever fails gives back what was typed."""

from collections.abc import Callable

from flask import Response, url_for

from app.extensions import db
from app.intake.case.claim import HeldByAnother
from app.intake.case.edition import Conflict
from app.staff.case.forms import ActForm
from app.staff.case.page_routes import show
from app.web import see_other

Missing = dict[str, str]  # what is wrong, by field


def act(
    screening_id: str,
    form: ActForm,
    name: str,
    do: Callable[[], Missing | None],
    place: str | None = None,
    then: str | None = None,
) -> Response:
    """Do it if the form is right.

    name: of the form on the page. do: the use case. place: where to look after. then: another page to go to.
    """
    try:
        missing = do() if form.validate() else form.problems()
    except HeldByAnother as conflict:
        return _conflict(screening_id, str(conflict), "take_over", form)
    except Conflict as conflict:
        return _conflict(screening_id, str(conflict), name, form)
    if missing:
        db.session.rollback()
        return show(screening_id, 422, form=name, typed=_typed(form), errors=missing)
    db.session.commit()
    return see_other(then or url_for("staff.screening", screening_id=screening_id, _anchor=place))


def _conflict(screening_id: str, what: str, name: str, form: ActForm) -> Response:
    """Somebody else was first: the page as it is now, with what was typed still in its form."""
    db.session.rollback()
    return show(screening_id, 409, form=name, typed=_typed(form), conflict=what)


def _typed(form: ActForm) -> dict[str, str]:
    return {field.name: form.said(field.name) for field in form if field.name != "edition"}
