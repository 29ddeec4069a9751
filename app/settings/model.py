"""What can be set, by which variable, and what production refuses. docs/settings.md describes each for operators."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import parse_qs, urlsplit

from app.settings import channels, values

PROJECT: Final = Path(__file__).resolve().parents[2]
DEMO_SIGN_INS: Final = "demo-staff.json"  # beside it, the sign-ins of the staff of a demo
DEMO_MARK: Final = "DEMO"  # a file of this name marks an instance folder that holds made-up people
_THIS_MACHINE: Final = frozenset({"", "localhost", "127.0.0.1", "::1"})
_UNSET: Final = Path()

T = TypeVar("T")


class SettingsError(Exception):
    """An installation that must not start. Its text is one line for the operator and shows no secret."""


_VARIABLES: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    "BRAID_ENV": ("env", values.one_of("development", "test", "demo", "production")),
    "BRAID_INSTANCE": ("instance", values.path),
    "BRAID_DATABASE_URL": ("database_url", values.database),
    "BRAID_REDIS_URL": ("redis_url", values.redis),
    "BRAID_KEY_FILE": ("key_file", values.path),
    "BRAID_SURFACE": ("surface", values.one_of("both", "patient", "staff")),
    "BRAID_BASE_URL": ("base_url", values.origin),
    "BRAID_TRUSTED_HOSTS": ("trusted_hosts", values.comma_list),
    "BRAID_PROXIES": ("proxies", values.between(0, 5)),
    "BRAID_RATE_LIMITS": ("rate_limits", values.switch),
    "BRAID_LEAVE_URL": ("leave_url", values.web_address),
    "BRAID_NEUTRAL_TITLE": ("neutral_title", values.text),
    "BRAID_YOUTH_AGE": ("youth_age", values.between(13, 21)),
    "BRAID_DRAFT_HOURS": ("draft_hours", values.between(24, 336)),
    "BRAID_MODULES_ON": ("modules_on", values.comma_list),
    "BRAID_SITE_NAME": ("site_name", values.text),
    "BRAID_SITE_ZONE": ("site_zone", values.zone),
    "BRAID_SITE_PHONE": ("site_phone", values.text),
    "BRAID_SITE_HOURS": ("site_hours", values.text),
    "BRAID_SITE_HOLIDAYS": ("site_holidays", values.dates),
    "BRAID_SITE_SHOW_NAME": ("site_show_name", values.switch),
    "BRAID_SMTP_URL": ("mail_server", channels.mail_server),
    "BRAID_WEBHOOK_URL": ("webhook_url", channels.webhook_url),
    "BRAID_WEBHOOK_SECRET": ("webhook_secret", channels.webhook_secret),
    "BRAID_WEBHOOK_PRIVATE": ("webhook_private", values.switch),
    "BRAID_ALERT_LADDER": ("alert_ladder", values.path),
    "BRAID_FHIR_SERVERS": ("fhir_servers", values.path),
    "BRAID_ALERTS_IN_SERVER": ("alerts_in_server", values.switch),
    # Limits can be made stricter, never looser.
    "BRAID_PERSON_IDLE_MINUTES": ("person_idle", values.minutes(20)),
    "BRAID_PERSON_ABSOLUTE_MINUTES": ("person_absolute", values.minutes(240)),
    "BRAID_KIOSK_IDLE_MINUTES": ("kiosk_idle", values.minutes(3)),
    "BRAID_STAFF_IDLE_MINUTES": ("staff_idle", values.minutes(15)),
    "BRAID_STAFF_ABSOLUTE_MINUTES": ("staff_absolute", values.minutes(600)),
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an operator decides."""

    env: str = "development"
    instance: Path = PROJECT / "instance"
    database_url: str = ""  # a file in the instance folder unless set
    redis_url: str | None = None
    key_file: Path = _UNSET  # in the instance folder unless set
    surface: str = "both"
    base_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    rate_limits: bool = True

    leave_url: str = "https://www.weather.gov/"
    neutral_title: str = "Check-in"
    youth_age: int = 18
    draft_hours: int = 72
    modules_on: tuple[str, ...] = ()  # those that are on by default, as their definitions say

    site_name: str = "Our clinic"
    site_zone: str = "America/New_York"
    site_phone: str = ""
    site_hours: str = "Mon-Fri 09:00-17:00"
    site_holidays: frozenset[date] = frozenset()
    site_show_name: bool = False

    mail_server: channels.MailServer | None = None
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    webhook_private: bool = False
    alert_ladder: Path | None = None
    alerts_in_server: bool = True
    fhir_servers: Path | None = None

    person_idle: timedelta = timedelta(minutes=20)
    person_absolute: timedelta = timedelta(hours=4)
    kiosk_idle: timedelta = timedelta(minutes=3)
    staff_idle: timedelta = timedelta(minutes=15)
    staff_absolute: timedelta = timedelta(hours=10)

    def __post_init__(self) -> None:
        """Put into the instance folder whatever was not given a place of its own."""
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.instance / 'braid.sqlite'}")
        if self.key_file == _UNSET:
            object.__setattr__(self, "key_file", self.instance / "braid.key")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read every BRAID_* variable. Raises SettingsError, one line, at the first that cannot be right."""
        _refuse_unknown(environ)
        given: dict[str, Any] = {}
        if port := environ.get("PORT", "").strip():
            given["base_url"] = f"http://127.0.0.1:{_read('PORT', values.between(1, 65535), port)}"
        for variable, (name, read) in _VARIABLES.items():
            if text := environ.get(variable, "").strip():
                given[name] = _read(variable, read, text)
        settings = cls(**given)
        if bool(settings.webhook_url) != bool(settings.webhook_secret):
            raise SettingsError("BRAID_WEBHOOK_URL and BRAID_WEBHOOK_SECRET belong together: set both or neither")
        if settings.production:
            _refuse_unsafe(settings, environ)
        return settings

    @property
    def production(self) -> bool:
        """Whether real people are served."""
        return self.env == "production"

    @property
    def demo(self) -> bool:
        """Whether this instance holds made-up people: said on every page, and never started as production."""
        return self.env == "demo" or (self.instance / DEMO_MARK).exists()

    @property
    def channels(self) -> tuple[str, ...]:
        """By which ways alerts leave the house."""
        return tuple(name for name, on in (("mail", self.mail_server), ("webhook", self.webhook_url)) if on)

    def has_database_file(self) -> bool:
        """Whether the database is a SQLite file that exists with something in it."""
        path = Path(self.database_url.removeprefix("sqlite:///"))
        return self.database_url.startswith("sqlite:///") and path.is_file() and path.stat().st_size > 0


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = _VARIABLES.keys()
    for variable in sorted(environ):
        if variable.startswith("BRAID_") and variable not in known:
            near = difflib.get_close_matches(variable, sorted(known), n=1)
            hint = f"; did you mean {near[0]}?" if near else "; docs/settings.md lists them"
            raise SettingsError(f"{variable} is not a setting{hint}")


def _read(variable: str, read: Callable[[str], T], given: str) -> T:
    try:
        return read(given)
    except ValueError as error:
        raise SettingsError(f"{variable} {error}") from error


def _refuse_unsafe(settings: Settings, environ: Mapping[str, str]) -> None:
    """Refuse what is fine on a developer's machine and dangerous with real people."""
    debug = environ.get("FLASK_DEBUG", "").strip().lower() not in {"", "0", "false", "no"}
    refusals = {
        f"{settings.instance} is marked as a demo (file {DEMO_MARK})": settings.demo,
        "BRAID_KEY_FILE must name a place outside the instance folder": _key_in_instance(settings),
        "BRAID_BASE_URL must be the address people use, with https://": not settings.base_url.startswith("https://"),
        "BRAID_TRUSTED_HOSTS must list the host names people use": not settings.trusted_hosts,
        "BRAID_RATE_LIMITS must not be off": not settings.rate_limits,
        "FLASK_DEBUG must not be on": debug,
        "BRAID_SMTP_URL or BRAID_WEBHOOK_URL must say how staff are told": not settings.channels,
        "BRAID_WEBHOOK_URL must begin with https://": settings.webhook_url.startswith("http://"),
        "BRAID_DATABASE_URL must use TLS to another host: add ?sslmode=verify-full": _plain_database(settings),
        "BRAID_REDIS_URL must use rediss:// to another host, and a password": _open_redis(settings),
    }
    for sentence, holds in refusals.items():
        if holds:
            raise SettingsError(f"production will not start: {sentence}")


def _key_in_instance(settings: Settings) -> bool:
    return settings.key_file.resolve().is_relative_to(settings.instance.resolve())


def _plain_database(settings: Settings) -> bool:
    parts = urlsplit(settings.database_url)
    options = parse_qs(parts.query)
    hosts = [parts.hostname or "", *options.get("host", [])]
    encrypted = options.get("sslmode", [""])[-1] in {"require", "verify-ca", "verify-full"}
    return any(_is_remote(host) for host in hosts) and not encrypted


def _open_redis(settings: Settings) -> bool:
    if settings.redis_url is None or settings.redis_url.startswith("unix://"):
        return False
    parts = urlsplit(settings.redis_url)
    return not parts.password or (_is_remote(parts.hostname or "") and parts.scheme != "rediss")


def _is_remote(host: str) -> bool:
    return host not in _THIS_MACHINE and not host.startswith("/")  # a path is a socket
