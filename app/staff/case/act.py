"""What every form on the page of a screening ends with: done, wrong, or too late."""

from collections.abc import Callable

from flask import Response, url_for

from app.intake.case.claim import HeldByAnother
from app.staff import several_forms
from app.staff.case.forms import ActForm
from app.staff.case.page_routes import show
from app.staff.several_forms import Missing


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
    after = then or url_for("staff.screening", screening_id=screening_id, _anchor=place)
    return several_forms.act(show, screening_id, name, form, do, after, {HeldByAnother: "take_over"})
