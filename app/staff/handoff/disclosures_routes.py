"""The account of disclosures: to whom a person's record was handed, to print for them or as a table."""

from flask import Blueprint, Response, make_response, render_template
from flask_login import current_user

from app.extensions import db
from app.handoff.disclosures import disclosures_csv, open_disclosures
from app.handoff.formats import FILES
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.staff.handoff.copy_page import copy_view
from app.staff.here import own_site, times
from app.web.attachment import attachment


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/screenings/<screening_id>/disclosures")(disclosures)
    blueprint.get("/screenings/<screening_id>/disclosures.csv")(disclosures_file)


def disclosures(screening_id: str) -> Response:
    """On a page. Reading it is recorded."""
    found = open_disclosures(screening_id, current_user)
    db.session.commit()
    page = render_template(
        "staff/handoff/disclosures.html",
        found=found,
        copies=[(reference, copy_view(copy, times())) for reference, copy in found.copies],
        centre=own_site().name,
        notice=NOTICE,
        short_notice=SHORT_NOTICE,
    )
    return make_response(page)


def disclosures_file(screening_id: str) -> Response:
    """As a table. Making it is recorded."""
    content = disclosures_csv(open_disclosures(screening_id, current_user))
    db.session.commit()
    file = FILES["csv"]
    return attachment(content, file.kind, f"disclosures.{file.ending}")
