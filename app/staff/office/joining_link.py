"""Inviting somebody. The link waits in the session of whoever made it, and is shown on their next page, once."""

from collections.abc import Callable

from flask import url_for

from app.accounts import enrol
from app.extensions import db
from app.settings import current_settings
from app.staff.forms import StaffForm
from app.staff.shown_once import JOINING_LINK, keep, take


def keep_link(email: str, token: str) -> None:
    """Keep it for the next page."""
    keep(JOINING_LINK, email=email, path=url_for("staff.enrol", token=token))


def take_link() -> dict[str, str] | None:
    """The one that waits, if any. After that it is gone."""
    link = take(JOINING_LINK)
    return link and {"email": link["email"], "url": current_settings().base_url + link["path"]}


def problems_of(form: StaffForm, act: Callable[[], None]) -> dict[str, str]:
    """Do what a form asks for and keep it; else what is wrong, beside its field, and nothing happened."""
    if not form.validate():
        return form.problems()
    try:
        act()
    except enrol.InviteRefused as refusal:
        db.session.rollback()
        words = str(refusal)
        return {"email": f"{words[:1].upper()}{words[1:]}."}
    db.session.commit()
    return {}
