"""The containers and proxies of deploy/, as far as their files tell: no test starts a container, or Caddy."""

import re
from typing import Any

import yaml  # type: ignore[import-untyped]  # one file of containers is no reason for stubs

from app.settings import Settings
from app.settings.secret_files import FILES
from tests.support.live_server import ROOT

DEPLOY = ROOT / "deploy"


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    return found


def test_whoever_reaches_the_socket_of_the_database_needs_a_password() -> None:
    """The image of PostgreSQL lets everybody in who reaches its socket, and each service of ours does."""
    assert services()["database"]["environment"]["POSTGRES_INITDB_ARGS"] == "--auth=scram-sha-256"


def test_a_container_can_copy_the_database_that_stands_beside_it() -> None:
    """pg_dump refuses a server that is newer than itself."""
    server = int(services()["database"]["image"].removeprefix("postgres:"))
    (client,) = re.findall(r"postgresql-client-(\d+)", (DEPLOY / "Dockerfile").read_text("utf-8"))
    assert int(client) >= server
    assert services()["backup"]["environment"]["BRAID_DATABASE_URL_FILE"] == "/run/secrets/owner-database-url"


def test_containers_name_settings_that_exist() -> None:
    for service in services().values():
        given = {name: text for name, text in service.get("environment", {}).items() if name.startswith("BRAID_")}
        plain = {name: text for name, text in given.items() if name not in FILES}
        Settings.from_environment(plain | {"BRAID_ENV": "development"})


def test_both_proxies_lead_away_to_where_braid_does() -> None:
    away = f" {Settings().leave_url}"
    assert f"redir /leave{away} 303" in (DEPLOY / "Caddyfile").read_text("utf-8")
    assert f"=303{away};" in (DEPLOY / "nginx" / "braid.conf").read_text("utf-8")


def test_leaving_leads_away_for_all_for_which_nginx_has_a_page_of_its_own() -> None:
    pages = re.compile(r"error_page ([\d ]+) ")
    (everywhere,) = pages.findall((DEPLOY / "nginx" / "every-server.conf").read_text("utf-8"))
    assert pages.findall((DEPLOY / "nginx" / "braid.conf").read_text("utf-8")) == [everywhere]
