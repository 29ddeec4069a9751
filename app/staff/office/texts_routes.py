"""Texts and lines: what the person is told, and who has checked it. Nothing about any person."""

from flask import Blueprint, render_template
from flask_login import current_user

from app.registers.line_checks import lines_of
from app.registers.sign_offs import signatures
from app.sites import site_of
from app.staff.here import times
from app.staff.office.texts import leaflet_views, line_views, sign_off_views, translation_views


def register(blueprint: Blueprint) -> None:
    blueprint.get("/texts", endpoint="texts")(texts_and_lines)


def texts_and_lines() -> str:
    """Every help line, every leaflet, the translations and the sign-off."""
    return render_template(
        "staff/office/texts.html",
        lines=line_views(lines_of(current_user.site_id), times().today),
        leaflets=leaflet_views(),
        translations=translation_views(),
        signed=sign_off_views(signatures(site_of(current_user.site_id))),
    )
