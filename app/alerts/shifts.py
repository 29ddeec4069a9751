"""Who begins a shift when, as the ladder has it: for whoever has something to tell them then."""

from collections import defaultdict
from datetime import datetime

from app.alerts.climb import recipients
from app.alerts.ladder import Watch, ladder_of
from app.sites import Site


def beginners(site: Site, since: datetime, until: datetime) -> dict[datetime, list[str]]:
    """The addresses of those whose shift began after `since` and by `until`, by the moment at which it did."""
    begun: defaultdict[datetime, list[Watch]] = defaultdict(list)
    for watch in (watch for rung in ladder_of(site) for watch in rung):
        for at in watch.shifts_begun(site, since, until):
            begun[at].append(watch)
    return {at: _by_mail(watches, site, at) for at, watches in sorted(begun.items())}


def _by_mail(watches: list[Watch], site: Site, at: datetime) -> list[str]:
    return [to for channel, to in recipients(watches, site, at) if channel == "mail"]
