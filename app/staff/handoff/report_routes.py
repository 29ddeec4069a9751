"""The report of one screening, to read and to print inside the centre."""

from flask import Blueprint, render_template
from flask_login import current_user

from app.extensions import db
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.handoff.reading import read_report
from app.staff.handoff.report_page import report_page
from app.staff.here import times


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/screenings/<screening_id>/report")(report)


def report(screening_id: str) -> str:
    """Use, mood and stress on one sheet. Reading it is recorded."""
    found = read_report(screening_id, current_user)
    db.session.commit()
    page = report_page(found, times())
    return render_template(
        "staff/handoff/report.html", page=page, screening_id=screening_id, notice=NOTICE, short_notice=SHORT_NOTICE
    )
