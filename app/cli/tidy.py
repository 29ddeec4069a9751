"""`flask tidy`: delete what nobody can come back to."""

import click
from flask.cli import with_appcontext

from app import sessions
from app.extensions import clock, writing
from app.intake.drafts import delete_expired


@click.command()
@with_appcontext
def tidy() -> None:
    """Delete expired drafts, and sessions that no cookie can open any more."""
    click.echo(f"deleted {tidy_up()} expired drafts, and the sessions that are long over")


def tidy_up() -> int:
    """Delete what nobody can come back to. Returns the number of drafts."""
    with writing():
        drafts = delete_expired(clock.now())
        sessions.sweep()
    return drafts
