"""The centre of the settings: the one that needs no database."""

from flask import Flask, current_app

from app.settings import Settings
from app.sites.site import Site, site_from


def init_site(app: Flask, settings: Settings) -> None:
    """Give the application the centre of its settings. Raises SettingsError if they cannot be right."""
    app.extensions["braid.site"] = site_from(settings)


def site_of_settings() -> Site:
    """The default centre as the settings have it; needs no database."""
    found: Site = current_app.extensions["braid.site"]
    return found
