"""What is fine on a developer's machine and dangerous with real people, as far as the settings alone can tell."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from app.settings.model import Settings

PLACEHOLDER: Final = "replace-me"  # what stands in the examples of deploy/ where a secret belongs
_THIS_MACHINE: Final = frozenset({"", "localhost", "127.0.0.1", "::1"})
_VERIFIED: Final = frozenset({"verify-ca", "verify-full"})
# By these the driver of PostgreSQL would reach another server, or in another way, than the address says.
_OVERRIDES: Final = ("PGHOST", "PGHOSTADDR", "PGSERVICE", "PGSSLMODE")


def first_refusal(settings: "Settings", environ: Mapping[str, str]) -> str | None:
    """Why production must not start with these settings, in a sentence that shows no secret."""
    return next((sentence for sentence, holds in _refusals(settings, environ).items() if holds), None)


def _refusals(settings: "Settings", environ: Mapping[str, str]) -> dict[str, object]:
    debug = environ.get("FLASK_DEBUG", "").strip().lower() not in {"", "0", "false", "no"}
    return {
        f"{settings.instance} is marked as a demo": settings.demo,
        "BRAID_KEY_FILE must name a place outside the instance folder": _key_in_instance(settings),
        "BRAID_ACTIVITY_ANCHORS must name a place outside the instance folder": _anchors_in_instance(settings),
        "BRAID_BASE_URL must be the address people use, with https://": not settings.base_url.startswith("https://"),
        "BRAID_PERSON_URL must begin with https://": not settings.person_url.startswith("https://"),
        "BRAID_TRUSTED_HOSTS must list the host names people use": not settings.trusted_hosts,
        "BRAID_RATE_LIMITS must not be off": not settings.rate_limits,
        "FLASK_DEBUG must not be on": debug,
        "BRAID_SMTP_URL or BRAID_WEBHOOK_URL must say how staff are told": not settings.channels,
        "BRAID_WEBHOOK_URL must begin with https://": settings.webhook_url.startswith("http://"),
        **{
            f"{name} must use TLS to another host: add ?sslmode=verify-full": _plain_database(address)
            for name, address in _databases(settings).items()
        },
        f"BRAID_DATABASE_URL alone must say where the database is: unset {', '.join(_OVERRIDES)}": (
            settings.database_url.startswith("postgresql") and any(environ.get(name) for name in _OVERRIDES)
        ),
        "BRAID_REDIS_URL must use rediss:// to another host, and a password": _open_redis(settings),
        **_unfit_secrets(_secrets(settings)),
    }


def _key_in_instance(settings: "Settings") -> bool:
    return settings.key_file.resolve().is_relative_to(settings.instance.resolve())


def _anchors_in_instance(settings: "Settings") -> bool:
    path = settings.activity_anchors
    return path is not None and path.resolve().is_relative_to(settings.instance.resolve())


def _databases(settings: "Settings") -> dict[str, str]:
    return {"BRAID_DATABASE_URL": settings.database_url, "BRAID_REPLICA_URL": settings.replica_url}


def _plain_database(address: str) -> bool:
    parts = urlsplit(address)
    options = parse_qs(parts.query)
    verified = options.get("sslmode", [""])[-1] in _VERIFIED
    return any(map(_is_remote, _database_hosts(parts, options))) and not verified


def _database_hosts(parts: SplitResult, options: dict[str, list[str]]) -> Iterator[str]:
    """Every host that the driver may try; what a named service leads to is known to nobody here."""
    yield parts.hostname or ""
    yield from options.get("service", [])
    for names in (*options.get("host", []), *options.get("hostaddr", [])):
        yield from names.split(",")


def _open_redis(settings: "Settings") -> bool:
    if settings.redis_url is None or settings.redis_url.startswith("unix://"):
        return False
    parts = urlsplit(settings.redis_url)
    unverified = parse_qs(parts.query).get("ssl_cert_reqs", ["required"])[-1] != "required"
    plain = parts.scheme != "rediss" or unverified
    return not parts.password or (_is_remote(parts.hostname or "") and plain)


def _is_remote(host: str) -> bool:
    return host not in _THIS_MACHINE and not host.startswith("/")  # a path is a socket


def _secrets(settings: "Settings") -> dict[str, str]:
    """Each secret that came with the settings, by the variable that holds it."""
    found = {
        "BRAID_DATABASE_URL": _password(settings.database_url),  # a replica takes the same one
        "BRAID_REDIS_URL": _password(settings.redis_url or ""),
        "BRAID_SMTP_URL": settings.mail_server.password if settings.mail_server else "",
        "BRAID_WEBHOOK_SECRET": settings.webhook_secret,
    }
    return {variable: secret for variable, secret in found.items() if secret}


def _password(address: str) -> str:
    parts = urlsplit(address)
    return unquote(parts.password or "") or parse_qs(parts.query).get("password", [""])[-1]


def _unfit_secrets(secrets: dict[str, str]) -> dict[str, object]:
    unfit: dict[str, object] = {
        f"{variable} still holds the placeholder of the example": PLACEHOLDER in secret.lower()
        for variable, secret in secrets.items()
    }
    for (one, secret), (other, same) in combinations(secrets.items(), 2):
        unfit[f"{one} and {other} must not hold the same secret"] = secret == same
    return unfit
