"""The link of somebody who joins: it waits in the session of whoever made it, and is shown on their next page, once."""

from flask import url_for

from app.accounts import enrol
from app.settings import current_settings
from app.staff.shown_once import JOINING_LINK, keep, take


def keep_link(email: str, token: str) -> None:
    """Keep it for the next page."""
    keep(JOINING_LINK, email=email, path=url_for("staff.enrol", token=token))


def take_link() -> dict[str, str] | None:
    """The one that waits, if any. After that it is gone."""
    link = take(JOINING_LINK)
    return link and {"email": link["email"], "url": current_settings().base_url + link["path"]}


def said_of(refusal: enrol.InviteRefused) -> dict[str, str]:
    """Why nobody was invited, beside the address."""
    words = str(refusal)
    return {"email": f"{words[:1].upper()}{words[1:]}."}
