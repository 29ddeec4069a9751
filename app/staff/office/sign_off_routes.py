"""Sign-off: record which clinical lead answers for which part, as it is now."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import db
from app.registers.sign_offs import sign, signatures
from app.registers.signed_parts import PARTS
from app.sites import site_of
from app.staff.here import times
from app.staff.office.register_forms import SignOffForm
from app.staff.office.texts import sign_off_views, signature_views
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/sign-off")(sign_off)
    blueprint.post("/sign-off")(record_sign_off)


def sign_off() -> Response:
    """What is signed, what is not, and a form."""
    return _page(200, {}, {})


def record_sign_off() -> Response:
    """Record one; it holds for the part as it is at this moment."""
    form = SignOffForm()
    errors = _sign(form) if form.validate() else form.problems()
    if errors:
        db.session.rollback()
        return _page(422, form.typed(), errors)
    db.session.commit()
    return see_other(url_for("staff.sign_off"))


def _sign(form: SignOffForm) -> dict[str, str]:
    said = (form.said("part"), form.said("by"), form.said("credential"), form.day())
    return sign(current_user, site_of(current_user.site_id), times().today, *said)


def _page(status: int, values: dict[str, str], errors: dict[str, str]) -> Response:
    found = signatures(site_of(current_user.site_id))
    page = render_template(
        "staff/office/sign_off.html",
        signed=sign_off_views(found),
        record=signature_views(found),
        part_choices=[(part, _(words)) for part, words in PARTS.items()],
        values=values,
        errors=errors,
    )
    return make_response(page, status)
