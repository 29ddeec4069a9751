"""Flask's plug-ins, made here once and connected to the application in create_app."""

from flask import current_app
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from app.settings import Settings

csrf = CSRFProtect()
login_manager = LoginManager()
login_manager.session_protection = None  # our sessions are rows that can be revoked; a change of network is no reason


def settings() -> Settings:
    """The settings of the application that is running."""
    found: Settings = current_app.extensions["braid.settings"]
    return found
