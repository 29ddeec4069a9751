"""The `flask` commands: each a few lines that call a use case."""

from flask import Flask

from app.cli import (
    activity,
    alerts,
    api,
    backup,
    demo,
    doctor,
    fhir,
    fhir_send,
    grants,
    imports,
    instruments,
    keys,
    metrics,
    retention,
    score,
    serve,
    staff,
    tidy,
    webhooks,
)
from app.cli.locked import unless_locked
from app.vault import why_locked


def init_cli(app: Flask) -> None:
    """Register every command."""
    fhir.fhir.add_command(fhir_send.send)
    why = why_locked(app)
    for command in (
        score.score,
        instruments.instruments,
        fhir.fhir,
        staff.staff,
        activity.activity,
        serve.serve,
        demo.demo,
        tidy.tidy,
        retention.retention,
        alerts.alerts,
        doctor.doctor,
        metrics.metrics,
        grants.grants,
        imports.import_,
        api.api,
        webhooks.webhooks,
        keys.keys,
        backup.backup,
        backup.restore,
    ):
        app.cli.add_command(unless_locked(command, why))
