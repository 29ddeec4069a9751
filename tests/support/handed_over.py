"""What a person handed over, as it is kept: unsealed, for a test to read."""

from typing import Any

from flask import Flask

from app.extensions import db
from app.intake.models import Screening, ScreeningVersion
from app.intake.records import Record


def versions(app: Flask) -> list[dict[str, Any]]:
    """Every version of the one screening that there is, oldest first."""
    with app.app_context():
        return [content for _, content in Record.open(db.session.query(Screening).one()).all(ScreeningVersion)]


def handed_over(app: Flask) -> dict[str, Any]:
    """The answers of the one screening that there is, as they were last handed over."""
    return versions(app)[-1]
