"""The `flask` commands: each a few lines that call a use case, loaded when it is given. A server needs one of them."""

from pkgutil import resolve_name
from typing import Final

import click
from flask import Flask
from flask.cli import AppGroup

from app.cli.locked import unless_locked
from app.vault import why_locked

WHERE: Final = {
    "score": "app.cli.score:score",
    "instruments": "app.cli.instruments:instruments",
    "fhir": "app.cli.fhir:fhir",
    "staff": "app.cli.staff:staff",
    "activity": "app.cli.activity:activity",
    "serve": "app.cli.serve:serve",
    "demo": "app.cli.demo:demo",
    "tidy": "app.cli.tidy:tidy",
    "retention": "app.cli.retention:retention",
    "alerts": "app.cli.alerts:alerts",
    "doctor": "app.cli.doctor:doctor",
    "metrics": "app.cli.metrics:metrics",
    "grants": "app.cli.grants:grants",
    "import": "app.cli.imports:import_",
    "api": "app.cli.api:api",
    "webhooks": "app.cli.webhooks:webhooks",
    "keys": "app.cli.keys:keys",
    "backup": "app.cli.backup:backup",
    "restore": "app.cli.backup:restore",
    "db": "flask_migrate.cli:db",
}


class Commands(AppGroup):
    """Those of `WHERE`, and nothing of them before it is asked for."""

    def __init__(self, why: str | None) -> None:
        """`why`: the reason for which nothing that is stored can be opened, if so."""
        super().__init__()
        self._why = why

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return sorted({*WHERE, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, as far as it can be given now."""
        if cmd_name not in WHERE:
            return super().get_command(ctx, cmd_name)
        return unless_locked(resolve_name(WHERE[cmd_name]), self._why)


def init_cli(app: Flask) -> None:
    """Register every command."""
    app.cli = Commands(why_locked(app))
