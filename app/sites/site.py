"""The centre that a screening belongs to. There is one, from the settings; more come as rows later."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from flask import Flask, current_app

from app.settings import Settings, SettingsError
from app.sites.calendar import Calendar
from app.sites.hours import HoursError, parse_hours

MODULES: Final = frozenset({"pcptsd5", "peg", "phq15", "k6", "sisq_drug", "hark"})
NO_MODULE: Final = "none"


@dataclass(frozen=True)
class Targets:
    """By when a human should have acted, per level. Working days count from the day after arrival."""

    imminent: timedelta = timedelta(minutes=30)  # of opening time
    elevated_working_days: int = 1
    routine_working_days: int = 3


@dataclass(frozen=True)
class Site:
    """A centre's name, zone, hours and choices. `hours` is the operator's own text."""

    id: str
    name: str
    zone: str
    phone: str
    hours: str
    holidays: frozenset[date] = frozenset()
    show_name: bool = False
    modules: tuple[str, ...] = ()
    youth_age: int = 18
    targets: Targets = Targets()

    @cached_property
    def calendar(self) -> Calendar:
        """The opening times, ready for questions. Raises HoursError if `hours` cannot be read."""
        return Calendar(parse_hours(self.hours), self.holidays, ZoneInfo(self.zone))

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is in at this moment."""
        return self.calendar.is_open(at)

    def next_open(self, at: datetime) -> datetime:
        """This moment if somebody is in, else the next one at which somebody comes in."""
        return self.calendar.next_open(at)

    def due(self, level: str, since: datetime) -> datetime:
        """By when a human should have acted on something of this level that arrived then.

        imminent: after half an hour of opening time, and never later than urgent.
        urgent: by close of the day at which somebody is next in.
        elevated: by close of the next working day. routine: by close of the third.
        Raises ValueError for any other level.
        """
        match level:
            case "imminent":
                return min(self.calendar.after_open_time(since, self.targets.imminent), self.due("urgent", since))
            case "urgent":
                return self.calendar.close_of_day(self.next_open(since))
            case "elevated":
                return self.calendar.close_of_working_day_after(since, self.targets.elevated_working_days)
            case "routine":
                return self.calendar.close_of_working_day_after(since, self.targets.routine_working_days)
        raise ValueError(f"no such level: {level!r}")


def site_from(settings: Settings) -> Site:
    """The default centre. Raises SettingsError if its opening hours cannot be read."""
    try:
        parse_hours(settings.site_hours)
    except HoursError as error:
        raise SettingsError(f"BRAID_SITE_HOURS {error}") from error
    if unknown := set(settings.modules_on) - MODULES - {NO_MODULE}:
        raise SettingsError(
            f"BRAID_MODULES_ON names {min(unknown)}; there are {', '.join(sorted(MODULES))}, and {NO_MODULE}"
        )
    return Site(
        id="default",
        name=settings.site_name,
        zone=settings.site_zone,
        phone=settings.site_phone,
        hours=settings.site_hours,
        holidays=settings.site_holidays,
        show_name=settings.site_show_name,
        modules=settings.modules_on,
        youth_age=settings.youth_age,
    )


def init_site(app: Flask, settings: Settings) -> None:
    """Give the application its centre."""
    app.extensions["braid.site"] = site_from(settings)


def site_of(site_id: str) -> Site:
    """The centre of this id, which a draft, a screening or a member of staff belongs to."""
    return replace(current_site(), id=site_id)


def current_site() -> Site:
    """The centre of the application that is running."""
    found: Site = current_app.extensions["braid.site"]
    return found
