"""`flask tidy`: delete what nobody can come back to."""

import click
from flask.cli import with_appcontext

from app import sessions
from app.extensions import clock, writing
from app.intake.drafts import delete_expired


@click.command()
@with_appcontext
def tidy() -> None:
    """Delete expired drafts and ended sessions."""
    with writing():
        drafts = delete_expired(clock.now())
        sessions.sweep()
    click.echo(f"deleted {drafts} expired drafts, and every session that is over")
