"""A page about one screening with several forms: whatever fails gives back what was typed, on the page as it is now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from flask import Response

from app.extensions import db
from app.intake.case.edition import Conflict
from app.staff.forms import StaffForm
from app.web import see_other

Missing = dict[str, str]  # what is wrong, by field


@dataclass(frozen=True)
class Sent:
    """The form that failed: its name there, what was typed, what is wrong. `conflict`: who was first, or why not."""

    form: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""


NOTHING_SENT: Final = Sent()
NOWHERE: Final[Mapping[type[Conflict], str]] = {}
Show = Callable[[str, int, Sent], Response]


def act(
    show: Show,
    screening_id: str,
    name: str,
    form: StaffForm,
    do: Callable[[], Missing | None],
    then: str,
    leads_to: Mapping[type[Conflict], str] = NOWHERE,
) -> Response:
    """Do it if the form is right, and go on to the next address.

    show: the page. name: of the form on it. do: the use case, which may say what is missing still. leads_to: by kind of
    conflict the form to go on with, if it is another one.
    """
    try:
        missing = do() if form.validate() else form.problems()
    except Conflict as conflict:
        return too_late(show, screening_id, leads_to.get(type(conflict), name), str(conflict), form)
    if missing:
        return failed(show, screening_id, name, form, missing)
    db.session.commit()
    return see_other(then)


def failed(show: Show, screening_id: str, name: str, form: StaffForm, errors: Missing) -> Response:
    """What is wrong with a form. Nothing was changed."""
    db.session.rollback()
    return show(screening_id, 422, Sent(name, form.typed(), errors))


def too_late(show: Show, screening_id: str, name: str, why: str, form: StaffForm | None = None) -> Response:
    """Somebody else was first, or it may not be. Nothing was changed."""
    db.session.rollback()
    return show(screening_id, 409, Sent(name, form.typed() if form else {}, conflict=why))
