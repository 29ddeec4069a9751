"""Who is told, and how long after: the ladder that an operator wrote down, or one that the settings imply.

It comes from a file and never from a page: whoever could change it in a browser could have every alert sent to nobody.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Annotated, Final, Self

from flask import Flask, current_app
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from app.settings import Settings, SettingsError
from app.settings.channels import is_address
from app.sites import Site, WeeklyHours, parse_hours
from app.sites.calendar import Calendar

_A_WEEK: Final = 7 * 24 * 60  # minutes
_NAMED: Final = re.compile(r"([^<>@]+) <([^<>]+)>")
SECOND_CHANNEL_AFTER: Final = 2  # minutes, where no file says otherwise


@dataclass(frozen=True)
class OnCall:
    """Somebody who is told by mail. `name` is for whoever reads the ladder, and may be empty."""

    name: str
    address: str


def _on_call(text: object) -> OnCall:
    """`Ana Duarte <ana@clinic.example>`, or the address alone."""
    found = _NAMED.fullmatch(str(text))
    name, address = (found[1], found[2]) if found else ("", str(text))
    if not is_address(address):
        raise ValueError("not an address such as on-call@clinic.example")
    return OnCall(name, address)


def _hours(text: str) -> str:
    parse_hours(text)
    return text


class Watch(BaseModel):
    """Who is told so many minutes after an alert that nobody has opened, or acted on in time.

    `hours`, `first_day`, `last_day`: who is on duty only then, by the site's clock.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    after_minutes: int = Field(ge=0, le=_A_WEEK)
    hours: Annotated[str, AfterValidator(_hours)] = ""
    first_day: date | None = None
    last_day: date | None = None
    staff: bool = False
    mail: tuple[Annotated[OnCall, BeforeValidator(_on_call)], ...] = ()
    webhook: bool = False

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValueError("last_day is before first_day")
        return self

    @property
    def by_mail(self) -> bool:
        """Whether it needs a mail server."""
        return self.staff or bool(self.mail)

    def is_on_duty(self, site: Site, at: datetime) -> bool:
        """Whether whoever stands on it is on duty at this moment: without hours of their own, by day and by night."""
        return self._is_in_days(site, at) and (not self._week or self._duty(site).is_open(at))

    def shifts_begun(self, site: Site, since: datetime, until: datetime) -> list[datetime]:
        """When a shift of theirs began: their hours, or without any the site's own."""
        return [at for at in self._duty(site).begins_between(since, until) if self._is_in_days(site, at)]

    def _is_in_days(self, site: Site, at: datetime) -> bool:
        today = site.day_of(at)
        return (self.first_day or today) <= today <= (self.last_day or today)

    def _duty(self, site: Site) -> Calendar:
        return Calendar(self._week, frozenset(), site.calendar.zone) if self._week else site.calendar

    @cached_property
    def _week(self) -> WeeklyHours | None:
        return parse_hours(self.hours) if self.hours else None


Ladder = tuple[tuple[Watch, ...], ...]  # the watches of each rung, in order of time


class LadderFile(BaseModel):
    """The file: the watches of every site, and those of sites that have their own, by the code of their address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    every_site: tuple[Watch, ...]
    site: dict[str, tuple[Watch, ...]] = {}

    def of(self, site: Site) -> Ladder:
        """The ladder of one site, rung by rung."""
        own = self.site.get(site.id) or self.site.get(site.way_in or "")
        watches = sorted(own or self.every_site, key=lambda watch: watch.after_minutes)
        return tuple(tuple(rung) for _, rung in groupby(watches, lambda watch: watch.after_minutes))


def init_ladder(app: Flask, settings: Settings) -> None:
    """Give the application its ladder. Raises SettingsError if it cannot be read or climbed."""
    app.extensions["braid.ladder"] = _read(settings.alert_ladder, settings) if settings.alert_ladder else _of(settings)


def ladder_of(site: Site) -> Ladder:
    """The ladder of one site."""
    found: LadderFile = current_app.extensions["braid.ladder"]
    return found.of(site)


def _of(settings: Settings) -> LadderFile:
    """The staff of the site at once; a webhook two minutes later, or at once where there is no mail."""
    mail = [Watch(after_minutes=0, staff=True)] if settings.mail_server else []
    wait = SECOND_CHANNEL_AFTER if mail else 0
    return LadderFile(every_site=(*mail, *([Watch(after_minutes=wait, webhook=True)] if settings.webhook_url else [])))


def _read(path: Path, settings: Settings) -> LadderFile:
    try:
        found = LadderFile.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"BRAID_ALERT_LADDER: {path}, {where}: {first['msg']}") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"BRAID_ALERT_LADDER: {path} cannot be read: {' '.join(str(error).split())}") from None
    watches = [watch for watches in (found.every_site, *found.site.values()) for watch in watches]
    if not found.every_site or not all(watch.by_mail or watch.webhook for watch in watches):
        raise SettingsError(
            f"BRAID_ALERT_LADDER: {path}: every_site needs a watch, and each watch staff, mail or webhook"
        )
    if any(watch.by_mail for watch in watches) and not settings.mail_server:
        raise SettingsError(f"BRAID_ALERT_LADDER: {path} sends mail, and BRAID_SMTP_URL is not set")
    if any(watch.webhook for watch in watches) and not settings.webhook_url:
        raise SettingsError(f"BRAID_ALERT_LADDER: {path} calls a webhook, and BRAID_WEBHOOK_URL is not set")
    return found
