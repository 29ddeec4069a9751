"""What can be set, by which variable, and what production refuses. docs/settings.md describes each for operators."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from app.settings import channels, values
from app.settings.secret_files import FILES, SecretFileError, with_secrets_of_files
from app.settings.unsafe import first_refusal

PROJECT: Final = Path(__file__).resolve().parents[2]
DEMO_SIGN_INS: Final = "demo-staff.json"  # beside it, the sign-ins of the staff of a demo
DEMO_MARK: Final = "DEMO"  # a file of this name marks an instance folder that holds made-up people
_UNSET: Final = Path()

T = TypeVar("T")


class SettingsError(Exception):
    """An installation that must not start. Its text is one line for the operator and shows no secret."""


_VARIABLES: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    "BRAID_ENV": ("env", values.one_of("development", "test", "demo", "production")),
    "BRAID_INSTANCE": ("instance", values.path),
    "BRAID_DATABASE_URL": ("database_url", values.database),
    "BRAID_REPLICA_URL": ("replica_url", values.postgresql),
    "BRAID_REDIS_URL": ("redis_url", values.redis),
    "BRAID_KEY_FILE": ("key_file", values.path),
    "BRAID_SURFACE": ("surface", values.one_of("both", "patient", "staff")),
    "BRAID_BASE_URL": ("base_url", values.origin),
    "BRAID_PERSON_URL": ("person_url", values.origin),
    "BRAID_TRUSTED_HOSTS": ("trusted_hosts", values.comma_list),
    "BRAID_PROXIES": ("proxies", values.between(0, 5)),
    "BRAID_RATE_LIMITS": ("rate_limits", values.switch),
    "BRAID_CLINIC_NETWORKS": ("clinic_networks", values.networks),
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
    "BRAID_BACKUP_FOLDER": ("backup_folder", values.path),
    "BRAID_BACKUP_KEEP": ("backup_keep", values.between(1, 1000)),
    "BRAID_BACKUP_RECIPIENT": ("backup_recipients", values.comma_list),
    "BRAID_ALERT_LADDER": ("alert_ladder", values.path),
    "BRAID_ACTIVITY_ANCHORS": ("activity_anchors", values.path),
    "BRAID_FHIR_SERVERS": ("fhir_servers", values.path),
    "BRAID_ALERTS_IN_SERVER": ("alerts_in_server", values.switch),
    "BRAID_METRICS_FOLDER": ("metrics_folder", values.path),
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
    replica_url: str = ""
    redis_url: str | None = None
    key_file: Path = _UNSET  # in the instance folder unless set
    surface: str = "both"
    base_url: str = "http://127.0.0.1:8000"
    person_url: str = ""  # the same unless set
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    rate_limits: bool = True
    clinic_networks: tuple[values.Network, ...] = ()

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
    activity_anchors: Path | None = None
    metrics_folder: Path | None = None

    backup_folder: Path | None = None
    backup_keep: int = 14
    backup_recipients: tuple[str, ...] = ()

    person_idle: timedelta = timedelta(minutes=20)
    person_absolute: timedelta = timedelta(hours=4)
    kiosk_idle: timedelta = timedelta(minutes=3)
    staff_idle: timedelta = timedelta(minutes=15)
    staff_absolute: timedelta = timedelta(hours=10)

    def __post_init__(self) -> None:
        """Put into the instance folder whatever was not given a place of its own, and both sides at one address."""
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.instance / 'braid.sqlite'}")
        if self.key_file == _UNSET:
            object.__setattr__(self, "key_file", self.instance / "braid.key")
        if not self.person_url:
            object.__setattr__(self, "person_url", self.base_url)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read every BRAID_* variable. Raises SettingsError, one line, at the first that cannot be right."""
        _refuse_unknown(environ)
        environ = _with_secrets(environ)
        given: dict[str, Any] = {}
        if port := environ.get("PORT", "").strip():
            given["base_url"] = f"http://127.0.0.1:{_read('PORT', values.between(1, 65535), port)}"
        for variable, (name, read) in _VARIABLES.items():
            if text := environ.get(variable, "").strip():
                given[name] = _read(variable, read, text)
        settings = cls(**given)
        if bool(settings.webhook_url) != bool(settings.webhook_secret):
            raise SettingsError("BRAID_WEBHOOK_URL and BRAID_WEBHOOK_SECRET belong together: set both or neither")
        if settings.replica_url and settings.database_url.startswith("sqlite"):
            raise SettingsError("BRAID_REPLICA_URL is of a PostgreSQL database: set BRAID_DATABASE_URL as well")
        if settings.production and (reason := first_refusal(settings, environ)):
            raise SettingsError(f"production will not start: {reason}")
        return settings

    @property
    def production(self) -> bool:
        """Whether real people are served."""
        return self.env == "production"

    @property
    def demo(self) -> bool:
        """Whether this instance holds made-up people: said on every page, and never started as production."""
        return self.env == "demo" or (self.instance / DEMO_MARK).exists()

    def link_to(self, path: str) -> str:
        """The address of a page, on the host name of its side."""
        return (self.base_url if path.startswith("/staff") else self.person_url) + path

    @property
    def delivers(self) -> bool:
        """Whether the server itself tells staff and sends records. One that only people reach has no right to."""
        return self.alerts_in_server and self.surface != "patient"

    @property
    def channels(self) -> tuple[str, ...]:
        """By which ways alerts leave the house."""
        return tuple(name for name, on in (("mail", self.mail_server), ("webhook", self.webhook_url)) if on)

    def has_database_file(self) -> bool:
        """Whether the database is a SQLite file that exists with something in it."""
        path = Path(self.database_url.removeprefix("sqlite:///"))
        return self.database_url.startswith("sqlite:///") and path.is_file() and path.stat().st_size > 0


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = _VARIABLES.keys() | FILES.keys()
    for variable in sorted(environ):
        if variable.startswith("BRAID_") and variable not in known:
            near = difflib.get_close_matches(variable, sorted(known), n=1)
            hint = f"; did you mean {near[0]}?" if near else "; docs/settings.md lists them"
            raise SettingsError(f"{variable} is not a setting{hint}")


def _with_secrets(environ: Mapping[str, str]) -> Mapping[str, str]:
    try:
        return with_secrets_of_files(environ)
    except SecretFileError as error:
        raise SettingsError(str(error)) from error


def _read(variable: str, read: Callable[[str], T], given: str) -> T:
    try:
        return read(given)
    except ValueError as error:
        raise SettingsError(f"{variable} {error}") from error
