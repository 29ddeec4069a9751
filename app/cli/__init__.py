"""The `flask` commands: each a few lines that call a use case."""

from flask import Flask

from app.cli import (
    activity,
    alerts,
    api,
    demo,
    doctor,
    fhir,
    fhir_send,
    imports,
    instruments,
    score,
    serve,
    staff,
    tidy,
    webhooks,
)


def init_cli(app: Flask) -> None:
    """Register every command."""
    fhir.fhir.add_command(fhir_send.send)
    for command in (
        score.score,
        instruments.instruments,
        fhir.fhir,
        staff.staff,
        activity.activity,
        serve.serve,
        demo.demo,
        tidy.tidy,
        alerts.alerts,
        doctor.doctor,
        imports.import_,
        api.api,
        webhooks.webhooks,
    ):
        app.cli.add_command(command)
