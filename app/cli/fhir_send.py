"""`flask fhir send`: records to the systems of others."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.stopping import stopped_by_signal
from app.handoff.push.loop import start_loop
from app.handoff.push.relay import go_round
from app.handoff.push.servers import servers


@click.command()
@click.option("--loop", is_flag=True, help="Go on until stopped. On any number of machines at once.")
@with_appcontext
def send(loop: bool) -> None:
    """Send the records that staff ordered: once, or without end. Exits 1 if something did not arrive."""
    if not servers():
        raise click.ClickException("no system is set up: set BRAID_FHIR_SERVERS")
    if loop:
        _until_stopped()
        return
    went = go_round()
    click.echo(f"{went.arrived} arrived, {went.withdrawn} withdrawn, {went.failed} put off")
    if went.failed:
        raise click.ClickException("not everything arrived; it is tried again")


def _until_stopped() -> None:
    start_loop(current_app._get_current_object(), stopped_by_signal()).join()  # type: ignore[attr-defined]  # of a proxy
