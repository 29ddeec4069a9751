"""The settings in force."""

from datetime import timedelta

from flask import current_app

from app.settings.model import Settings


def current_settings() -> Settings:
    """The settings of the application that is running."""
    found: Settings = current_app.extensions["braid.settings"]
    return found


def whole_minutes(limit: timedelta) -> int:
    """A limit as pages say it."""
    return limit // timedelta(minutes=1)
