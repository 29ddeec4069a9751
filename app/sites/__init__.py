"""A centre: its name, time zone, opening hours and holidays, and by when it answers."""

from app.sites.hours import HoursError, WeeklyHours, parse_hours
from app.sites.site import Site, Targets, current_site, init_site, site_from, site_of

__all__ = [
    "HoursError",
    "Site",
    "Targets",
    "WeeklyHours",
    "current_site",
    "init_site",
    "parse_hours",
    "site_from",
    "site_of",
]
