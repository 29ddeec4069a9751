"""A centre: its name, time zone, opening hours and holidays, by when it answers, what it asks and how it looks."""

from app.sites.current import DEFAULT, default_site, every_site, site_at, site_of
from app.sites.hours import HoursError, WeeklyHours, parse_hours
from app.sites.of_settings import init_site, site_of_settings
from app.sites.site import Site, Targets, site_from

__all__ = [
    "DEFAULT",
    "HoursError",
    "Site",
    "Targets",
    "WeeklyHours",
    "default_site",
    "every_site",
    "init_site",
    "parse_hours",
    "site_at",
    "site_from",
    "site_of",
    "site_of_settings",
]
