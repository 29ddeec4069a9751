"""The questions on paper, for whoever wants to write: to be printed here and entered here."""

from flask import Blueprint, abort, render_template
from flask_login import current_user

from app.sites import site_of
from app.staff.ways_in.paper import paper
from app.web.language import LANGUAGES, current_language


def register(blueprint: Blueprint) -> None:
    blueprint.get("/blank", endpoint="blank")(blank)
    blueprint.get("/blank/<language>", endpoint="blank_in")(blank_in)


def blank() -> str:
    """The form in one's own language."""
    return blank_in(current_language())


def blank_in(language: str) -> str:
    """The form in a language, for the centre that one works at. Nothing in it is about anybody."""
    if language not in LANGUAGES:
        abort(404)
    return render_template(
        "staff/ways_in/paper.html", paper=paper(site_of(current_user.site_id), language), spoken=LANGUAGES.items()
    )
