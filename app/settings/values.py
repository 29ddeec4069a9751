"""Reading one value from its text. A ValueError holds the rest of a sentence that begins with the variable's name."""

import ipaddress
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LONGEST_TEXT: Final = 200

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def text(value: str) -> str:
    if not value.isprintable() or len(value) > _LONGEST_TEXT:
        raise ValueError(f"must be one line of at most {_LONGEST_TEXT} characters")
    return value


def one_of(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return value

    return read


def switch(value: str) -> bool:
    return one_of("on", "off")(value) == "on"


def between(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(value)

    return read


def minutes(most: int) -> Callable[[str], timedelta]:
    return lambda value: timedelta(minutes=between(1, most)(value))


def comma_list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def networks(value: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part) for part in comma_list(value))
    except ValueError:
        raise ValueError("must be networks like 203.0.113.0/24 or 2001:db8::/48, separated by commas") from None


def dates(value: str) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(part) for part in comma_list(value))
    except ValueError:
        raise ValueError("must be dates like 2026-12-25, separated by commas") from None


def zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("is not a time zone such as America/New_York") from None
    return value


def path(value: str) -> Path:
    return Path(value).expanduser().absolute()


def web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that begins with https:// (or http://)")
    return value


def origin(value: str) -> str:
    parts = urlsplit(web_address(value))
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise ValueError("must be an address without a path")
    return value.rstrip("/")


def database(value: str) -> str:
    if value.startswith("sqlite:///"):
        return value
    try:
        return postgresql(value)
    except ValueError:
        raise ValueError("must begin with sqlite:/// or postgresql://") from None


def postgresql(value: str) -> str:
    for prefix in ("postgresql://", "postgres://", "postgresql+psycopg://"):
        if value.startswith(prefix):
            return "postgresql+psycopg://" + value.removeprefix(prefix)
    raise ValueError("must begin with postgresql://")


def redis(value: str) -> str:
    if not value.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("must begin with redis://, rediss:// or unix://")
    return value
