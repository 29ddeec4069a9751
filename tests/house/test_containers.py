"""The containers of deploy/ as far as their files tell; no test starts one."""

from typing import Any

import yaml  # type: ignore[import-untyped]  # one file of containers is no reason for stubs

from tests.support.live_server import ROOT

DEPLOY = ROOT / "deploy"


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    return found


def test_whoever_reaches_the_socket_of_the_database_needs_a_password() -> None:
    """The image of PostgreSQL lets everybody in who reaches its socket, and each service of ours does."""
    assert services()["database"]["environment"]["POSTGRES_INITDB_ARGS"] == "--auth=scram-sha-256"
