"""Short texts to read on, for anybody: no session is needed, and nothing is kept."""

from flask import Blueprint, abort, render_template
from flask_babel import format_date

from app.leaflets import leaflets
from app.patient import session
from app.patient.wording import leaflet_words


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/read")(reading_list)
    blueprint.get("/read/<int:number>")(read)


def reading_list() -> str:
    """All of them."""
    return render_template(
        "patient/reading_list.html", leaflets=[leaflet_words(leaflet) for leaflet in leaflets().values()]
    )


def read(number: int) -> str:
    """One of them."""
    found = leaflets().get(number)
    if found is None:
        abort(404)
    return render_template(
        "patient/leaflet.html",
        leaflet=leaflet_words(found),
        written=format_date(found.written_on, "long"),
        reviewed=format_date(found.reviewed_on, "long") if found.reviewed_on else None,
        letter=session.may_read_letter() and session.has_sent(),
    )
