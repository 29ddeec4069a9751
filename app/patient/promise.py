"""When a human reads and calls: sentences made from the opening hours, and never more than they allow."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.sites import Site

CLOCK = "%-I:%M %p"


def reading_promise(site: Site, now: datetime) -> str:
    """When somebody next reads what comes in."""
    if site.is_open(now):
        return "Someone is here now and reads what comes in today."
    return f"Nobody is here right now. Someone reads next {day_and_time(site, site.next_open(now), now)}."


def call_promise(site: Site, level: str, asked_at: datetime, now: datetime) -> str:
    """By when somebody calls whoever asks for it, at the latest by the close of the day."""
    due = site.due(level if level == "imminent" else "urgent", asked_at)
    latest = f"We will call you {day_and_time(site, due, now, 'by')} at the latest."
    if site.is_open(now):
        return f"Someone is on duty now. {latest} If you cannot wait, call or text 988."
    return f"Nobody is on duty right now. {latest} If you cannot wait, call or text 988."


def contact_promise(site: Site, level: str, sent_at: datetime, now: datetime) -> str:
    """By when somebody gets in touch after sending."""
    return f"We will try to reach you {day_and_time(site, site.due(level, sent_at), now, 'by')} at the latest."


def day_and_time(site: Site, at: datetime, now: datetime, word: str = "at") -> str:
    """A moment as people say it, in the centre's own zone: `today by 5:00 PM`, `on Monday, November 23, at 9:00 AM`."""
    zone = ZoneInfo(site.zone)
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    days = {today: "today", today + timedelta(days=1): "tomorrow"}
    day = days.get(local.date(), local.strftime("on %A, %B %-d,"))
    return f"{day} {word} {local.strftime(CLOCK)}"
