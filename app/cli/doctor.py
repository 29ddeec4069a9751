"""`flask doctor`: what is wrong with this installation, a line for each thing."""

from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import with_appcontext

from app import migrations
from app.alerts.dead_man import count_unopened, count_untold, idle_channels
from app.handoff.push.under_way import count_late
from app.settings import current_settings


@click.command()
@with_appcontext
def doctor() -> None:
    """Say what is wrong, and exit 1 if anything is."""
    found = list(_problems())
    for problem in found:
        click.echo(problem)
    if found:
        raise click.exceptions.Exit(1)
    click.echo("nothing is wrong that can be seen from here")


def _problems() -> Iterator[str]:
    if migrations.pending(current_app._get_current_object()):  # type: ignore[attr-defined]  # of a proxy
        yield "the database is not up to date: flask serve, or flask db upgrade"
        return
    if not current_settings().channels:
        yield "staff are told of nothing outside Braid: set BRAID_SMTP_URL or BRAID_WEBHOOK_URL"
    for channel in idle_channels():
        yield f"nobody delivers by {channel}: start the server, or flask alerts run --loop"
    if unopened := count_unopened():
        yield f"alerts that nobody opened in time: {unopened}"
    if untold := count_untold():
        yield f"alerts that nobody was told of: {untold}"
    if late := count_late():
        yield f"records that have not arrived for an hour or longer: {late}"
