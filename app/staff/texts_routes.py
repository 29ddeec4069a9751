"""Texts and lines: what the person is told, and who has checked it. Nothing about any person."""

from flask import Blueprint, render_template

from app.staff.layout import times
from app.staff.pages.texts import leaflet_views, line_views, sign_off_views, translation_views


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/texts", endpoint="texts")(texts_and_lines)


def texts_and_lines() -> str:
    """Every help line, every leaflet, the translations and the sign-off."""
    return render_template(
        "staff/texts.html",
        lines=line_views(times().today),
        leaflets=leaflet_views(),
        translations=translation_views(),
        signed=sign_off_views(),
    )
