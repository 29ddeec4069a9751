"""When a human reads and calls: sentences made from the opening hours and from what was allowed, and never more."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app.intake.arriving.contact_plan import what_is_missing
from app.sites import Site


def reading_promise(site: Site, now: datetime) -> str:
    """When somebody next reads what comes in."""
    if site.is_open(now):
        return _("Someone is here now and reads what comes in today.")
    next_time = day_and_time(site, site.next_open(now), now)
    return _("Nobody is here right now. Someone reads next %(day_and_time)s.", day_and_time=next_time)


def call_promise(site: Site, level: str, asked_at: datetime, now: datetime) -> str:
    """By when somebody calls whoever asks for it, at the latest by the close of the day."""
    due = site.due(level if level == "imminent" else "urgent", asked_at)
    duty = _("Someone is on duty now.") if site.is_open(now) else _("Nobody is on duty right now.")
    latest = _("We will call you %(day_and_time)s at the latest.", day_and_time=day_and_time(site, due, now, "by"))
    return " ".join((duty, latest, _("If you cannot wait, call or text 988. Call 911 if a life is in danger.")))


def contact_promise(site: Site, level: str, sent_at: datetime, now: datetime) -> str:
    """By when somebody gets in touch after sending."""
    latest = day_and_time(site, site.due(level, sent_at), now, "by")
    return _("We will try to reach you %(day_and_time)s at the latest.", day_and_time=latest)


def contact_gap(contact: Mapping[str, str]) -> str | None:
    """Why we will not get in touch, in words; None if we may."""
    match what_is_missing(contact):
        case "permission":
            return _("You did not say that we may call or text, so we will not.")
        case "number":
            return _("You gave no number, so we cannot call or text.")
        case "everything":
            return _("You did not say how we may reach you, so we will not call, text or write.")
    return None


def how_to_reach_us(site: Site) -> str:
    """For whoever will not be called."""
    if site.phone:
        return _("You can call us at %(phone)s and say your reference.", phone=site.phone)
    return _("You can come to us and say your reference.")


def day_and_time(site: Site, at: datetime, now: datetime, word: Literal["at", "by", "until"] = "at") -> str:
    """A moment as people say it, in the centre's own zone: `today by 5:00 PM`, `on Monday, November 23, at 9:00 AM`.

    until: what stands after that word, `Monday, November 23, at 9:00 AM`.
    """
    zone = ZoneInfo(site.zone)
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    days = {today: _("today"), today + timedelta(days=1): _("tomorrow")}
    day = days.get(local.date()) or _date(local, word)
    return f"{day} {_time(local, word)}"


def _date(local: datetime, word: str) -> str:
    date = format_date(local, _("EEEE, MMMM d"), get_locale())  # the order of the parts, in the letters of CLDR
    return _("%(date)s,", date=date) if word == "until" else _("on %(date)s,", date=date)


def _time(local: datetime, word: str) -> str:
    """The count is the hour: one o'clock is singular in Spanish."""
    hour = local.hour % 12 or 12
    time = format_time(local, _("h:mm a"), tzinfo=local.tzinfo, locale=get_locale())
    if word == "by":
        return ngettext("by %(time)s", "by %(time)s", hour, time=time)
    return ngettext("at %(time)s", "at %(time)s", hour, time=time)
