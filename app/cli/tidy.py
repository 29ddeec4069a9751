"""`flask tidy`: delete what nobody can come back to."""

import click
from flask.cli import with_appcontext

from app import sessions
from app.activity import record
from app.extensions import clock, writing
from app.intake.drafts import delete_expired
from app.intake.tries import forget_wrong_tries


@click.command()
@with_appcontext
def tidy() -> None:
    """Delete expired drafts, sessions that no cookie can open any more, and wrong tries that no longer count.

    Prints what was deleted; the number of drafts also stands in the activity log. Run it every hour.
    """
    drafts, tries = tidy_up()
    click.echo(f"deleted {drafts} expired drafts, {tries} wrong tries, and the sessions that are long over")


def tidy_up() -> tuple[int, int]:
    """Delete what nobody can come back to. Returns how many drafts and how many wrong tries."""
    with writing():
        drafts, tries = delete_expired(clock.now()), forget_wrong_tries()
        sessions.sweep()
        if drafts:
            record("drafts.expired", subject=("drafts", "all"), count=drafts)
    return drafts, tries
