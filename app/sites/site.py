"""The centre that a screening belongs to: what it is called, when somebody is in, what it asks and how it looks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from app.instruments import catalogue
from app.settings import Settings, SettingsError
from app.sites.calendar import Calendar
from app.sites.colour import ACCENTS, is_colour
from app.sites.hours import HoursError, parse_hours

NO_MODULE: Final = "none"


@dataclass(frozen=True)
class Targets:
    """By when a human should have acted, per level. Working days count from the day after arrival."""

    imminent: timedelta = timedelta(minutes=30)  # of opening time
    elevated_working_days: int = 1
    routine_working_days: int = 3


@dataclass(frozen=True)
class Site:
    """A centre's name, zone, hours and choices. `hours` is the operator's own text.

    Accents, logo and way in are empty where there is none; `edition` is 0 as long as nobody has saved it.
    """

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
    leave_url: str = "https://www.weather.gov/"
    accent_light: str = ""
    accent_dark: str = ""
    logo_mark: str = ""
    way_in: str | None = None
    active: bool = True
    edition: int = 0

    @property
    def first_page(self) -> str:
        """Where people of this centre begin."""
        return f"/at/{self.way_in}" if self.way_in else "/"

    @property
    def accents(self) -> tuple[str, str] | None:
        """The accent in light and in dark; None where it is Braid's own in both."""
        if not self.accent_light and not self.accent_dark:
            return None
        return self.accent_light or ACCENTS["light"], self.accent_dark or ACCENTS["dark"]

    def check(self) -> None:
        """Raises ValueError or another error unless every page can be made from these choices."""
        self.is_open(datetime.now(ZoneInfo(self.zone)))
        colours = [colour for colour in (self.accent_light, self.accent_dark) if colour]
        if not (set(self.modules) <= set(catalogue().modules) and all(is_colour(colour) for colour in colours)):
            raise ValueError("an unknown part, or no color")
        wait, days = self.targets.imminent, (self.targets.elevated_working_days, self.targets.routine_working_days)
        if not (timedelta() < wait < timedelta(days=1) and all(1 <= count <= 10 for count in days)):
            raise ValueError("a target that nobody can keep")
        if urlsplit(self.leave_url).scheme not in {"http", "https"}:
            raise ValueError("nowhere to leave for")

    @cached_property
    def calendar(self) -> Calendar:
        """The opening times, ready for questions. Raises HoursError if `hours` cannot be read."""
        return Calendar(parse_hours(self.hours), self.holidays, ZoneInfo(self.zone))

    def day_of(self, at: datetime) -> date:
        """Which day it is here at this moment."""
        return at.astimezone(ZoneInfo(self.zone)).date()

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
    known = catalogue().modules
    if unknown := set(settings.modules_on) - {*known, NO_MODULE}:
        there_are = ", ".join(sorted(known))
        raise SettingsError(f"BRAID_MODULES_ON names {min(unknown)}; there are {there_are}, and {NO_MODULE}")
    return Site(
        id="default",
        name=settings.site_name,
        zone=settings.site_zone,
        phone=settings.site_phone,
        hours=settings.site_hours,
        holidays=settings.site_holidays,
        show_name=settings.site_show_name,
        modules=tuple(module for module in settings.modules_on or catalogue().modules_at_first if module != NO_MODULE),
        youth_age=settings.youth_age,
        leave_url=settings.leave_url,
    )
