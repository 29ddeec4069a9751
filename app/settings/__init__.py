"""Every setting of an installation: typed, read once, refused in one line when it cannot be right."""

from app.settings.current import current_settings, whole_minutes
from app.settings.model import DEMO_MARK, DEMO_SIGN_INS, Settings, SettingsError
from app.settings.secret_files import others_can_read

__all__ = [
    "DEMO_MARK",
    "DEMO_SIGN_INS",
    "Settings",
    "SettingsError",
    "current_settings",
    "others_can_read",
    "whole_minutes",
]
