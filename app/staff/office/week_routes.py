"""What the last weeks were like: counts that name nobody."""

from typing import Final

from flask import Blueprint, render_template, request
from flask_login import current_user

from app.extensions import db
from app.intake.week.figures import MOST_READ, figures
from app.intake.week.small_counts import LEAST
from app.staff.here import times
from app.staff.office.week import week_page

PERIODS: Final = (1, 4, 12)  # weeks


def register(blueprint: Blueprint) -> None:
    blueprint.get("/week")(week)


def week() -> str:
    """Counts of one's own site, none of them about fewer than five people."""
    weeks = request.args.get("weeks", type=int)
    chosen = weeks if weeks in PERIODS else PERIODS[0]
    found = figures(current_user, chosen)
    db.session.commit()
    page = week_page(found, times())
    return render_template(
        "staff/office/week.html", page=page, periods=PERIODS, chosen=chosen, least=LEAST, most_read=MOST_READ
    )
