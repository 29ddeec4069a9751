"""`flask activity`: checking the log."""

import click
from flask.cli import with_appcontext

from app.activity import verify


@click.group()
def activity() -> None:
    """The log of who read or did what."""


@activity.command("verify")
@with_appcontext
def verify_log() -> None:
    """Check the chain of the log; exits 1 and names the first bad row if it was tampered with."""
    bad = verify()
    if bad is not None:
        raise click.ClickException(f"the log is broken at row {bad}")
    click.echo("the log is whole")
