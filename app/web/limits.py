"""How often somebody may ask, by kind of page: so much that no person meets a limit, and no program gets far beyond it.

Whoever is over a limit gets a page with the crisis numbers that does not say which limit it was. What nobody must be
kept from is never counted: leaving, help, health, the files of a page. And a start or a sending is counted and never
refused: its view marks what comes of it (`patient/suspicion.py`).
"""

import ipaddress
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from flask import Flask, current_app, request
from flask_login import current_user
from limits import (
    RateLimitItem,
    RateLimitItemPerHour,
    RateLimitItemPerMinute,
    RateLimitItemPerSecond,
)
from werkzeug.exceptions import TooManyRequests

from app import sessions
from app.extensions import network_of
from app.settings import Settings, current_settings
from app.vault import current_vault, why_locked
from app.web import held_back
from app.web.buckets import Buckets
from app.web.counting import counts_of

log = logging.getLogger(__name__)
IN_A_CLINIC: Final = 20  # times as much for an address behind which there are many people


@dataclass(frozen=True)
class Bucket:
    """What is counted together, whose it is, and how much of it is too much."""

    name: str
    by: Literal["address", "session", "user"]
    most: tuple[RateLimitItem, ...]


FIRST_PAGE: Final = Bucket("first page", "address", (RateLimitItemPerMinute(60),))
STRANGERS: Final = Bucket("strangers", "address", (RateLimitItemPerMinute(120),))  # who has no session
ANSWERS: Final = Bucket("answers", "session", (RateLimitItemPerSecond(20),))
DESK: Final = Bucket("desk", "user", (RateLimitItemPerSecond(40, 4),))  # ten a second, forty at once
COPIES: Final = Bucket("copies", "user", (RateLimitItemPerHour(10),))
REPORTS: Final = Bucket("reports", "address", (RateLimitItemPerMinute(10),))
PROGRAMS: Final = Bucket("programs", "address", (RateLimitItemPerMinute(1200),))  # each token has less, in `accounts`
# Counted by the views, which never refuse for it
# Thirty a day by halves: a counter lives for two of its windows, and none is to outlive a day.
STARTS: Final = Bucket("starts", "address", (RateLimitItemPerHour(10), RateLimitItemPerHour(15, 12)))
SENDINGS: Final = Bucket("sendings", "session", (RateLimitItemPerHour(3),))
SENDINGS_THERE: Final = Bucket("sendings there", "address", (RateLimitItemPerHour(10),))
OPENINGS: Final = Bucket("openings", "user", (RateLimitItemPerHour(60),))
OPENINGS_TOLD: Final = Bucket("openings told", "user", (RateLimitItemPerHour(1),))

FREE: Final = frozenset(
    {
        *("static", "look", "logo", "healthz"),
        *("patient.leave", "patient.close", "patient.delete", "patient.finish", "patient.closed"),
        *("patient.help_now", "patient.help_after", "patient.someone_else", "patient.ask_for_person"),
        *("patient.begin", "patient.send_answers", "patient.call", "patient.called"),
    }
)
FIRST_PAGES: Final = frozenset({"patient.start", "patient.start_at", "patient.invited"})
COPYING: Final = frozenset({"staff.hand_off", "staff.send_record", "staff.disclosures_file"})  # not in an emergency


def _secret(app: Flask) -> bytes:
    """The same for all who share a key file; one of its own for a process that is locked."""
    if why_locked(app):
        return secrets.token_bytes()
    with app.app_context():
        return current_vault().derive("limits")


def init_app(app: Flask) -> None:
    """Count before every page. Must come after the request guard, so that no other site can fill anybody's bucket."""
    settings: Settings = app.extensions["braid.settings"]
    app.extensions["braid.buckets"] = Buckets(settings.redis_url, _secret(app))

    @app.before_request
    def hold_back() -> None:
        for bucket in buckets_of(request.endpoint):
            if one_too_many(bucket):
                log.warning("too many: %s", bucket.name)
                held_back.note(bucket.name, current_user if _is_of_staff(bucket) else None)
                raise TooManyRequests


def buckets_of(endpoint: str | None) -> tuple[Bucket, ...]:
    """What a page is counted in before it is made."""
    room = (endpoint or "").partition(".")[0]
    if endpoint in FREE:
        return ()
    if endpoint in FIRST_PAGES:
        return (FIRST_PAGE,)
    if endpoint == "csp_report":
        return (REPORTS,)
    if room == "api":
        return (PROGRAMS,)
    if room == "staff":
        return (DESK, COPIES) if endpoint in COPYING else (DESK,)
    return (ANSWERS,)


def one_too_many(bucket: Bucket) -> bool:
    """Count this request; True where it is one too many. Never where limits are off, and never raises."""
    return _is_over(bucket, Buckets.count)


def is_full(bucket: Bucket) -> bool:
    """Whether one more would be one too many. The same, and nothing is counted."""
    return _is_over(bucket, Buckets.has_room)


def _is_over(bucket: Bucket, ask: Callable[[Buckets, RateLimitItem, str, str], bool]) -> bool:
    if not current_settings().rate_limits:
        return False
    bucket, who = _counted_as(bucket)
    buckets: Buckets = current_app.extensions["braid.buckets"]
    scale = IN_A_CLINIC if bucket.by == "address" and _is_of_a_clinic(who) else 1
    has_room = [ask(buckets, _times(limit, scale), bucket.name, who) for limit in bucket.most]
    if all(has_room):
        return False
    if counts := counts_of(current_app):
        counts.limited(bucket.name)
    return True


def _counted_as(bucket: Bucket) -> tuple[Bucket, str]:
    """Whoever has no session that stands is one of the strangers of an address: a cookie alone proves nothing."""
    stored = sessions.current().stored
    if bucket.by == "address" or stored is None or (bucket.by == "user" and stored.user_id is None):
        return (bucket if bucket.by == "address" else STRANGERS), network_of(request.remote_addr or "")
    return bucket, str(stored.user_id if bucket.by == "user" else stored.row_id)


def _is_of_staff(bucket: Bucket) -> bool:
    """Whether it is one of somebody who is signed in. Nobody else is looked up."""
    return _counted_as(bucket)[0].by == "user" and current_user.is_authenticated


def _is_of_a_clinic(network: str) -> bool:
    try:
        found = ipaddress.ip_network(network)
    except ValueError:
        return False
    named = current_settings().clinic_networks
    return any(found.version == one.version and found.subnet_of(one) for one in named)  # type: ignore[arg-type]  # the same version


def _times(limit: RateLimitItem, scale: int) -> RateLimitItem:
    return type(limit)(limit.amount * scale, limit.multiples)
