"""`flask tidy`: delete what nobody can come back to."""

import click
from flask.cli import with_appcontext

from app.intake.arriving.tidy import tidy_up


@click.command()
@with_appcontext
def tidy() -> None:
    """Delete expired drafts, sessions that no cookie can open any more, wrong tries and visits of yesterday.

    Prints what was deleted; the number of drafts also stands in the activity log. The server does it by itself while it
    is used; run it every hour for the hours in which it is not.
    """
    drafts, tries = tidy_up()
    click.echo(f"deleted {drafts} expired drafts, {tries} wrong tries, and the sessions that are long over")
