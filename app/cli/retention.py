"""`flask retention`: deleting what has been kept for long enough, with a proof that names nobody."""

import click
from flask.cli import with_appcontext

from app.extensions import writing
from app.intake.arriving.tidy import tidy_up
from app.retention.purge import reapply
from app.retention.run import ClockJumped, look_at_clock, report_lines
from app.retention.run import run as run_now


@click.group()
def retention() -> None:
    """How long what was sent is kept."""


@retention.command()
@click.option("--dry-run", is_flag=True, help="Delete nothing; say what would go.")
@click.option("--clock-is-right", is_flag=True, help="After a day or more without a server: the clock is right.")
@with_appcontext
def run(dry_run: bool, clock_is_right: bool) -> None:
    """Delete every screening that was kept for as long as its site decided, and print how many went, by site.

    Exits 1 if something could not be deleted, or if the clock is more than a day away from when it was last looked at.
    The server does this by itself once a day.
    """
    if not dry_run:
        _trust_the_clock(clock_is_right)
        tidy_up()
    proofs = run_now(dry=dry_run)
    for line in report_lines(proofs, dry=dry_run):
        click.echo(line)
    if any(proof.counts["failed"] or proof.counts["unreadable"] for proof in proofs):
        raise click.ClickException("not everything could be read or deleted")


@retention.command()
@with_appcontext
def again() -> None:
    """After an older backup was restored: delete once more what was deleted since, by the ledger of deletions."""
    click.echo(f"deleted once more: {reapply()}")


def _trust_the_clock(is_right: bool) -> None:
    try:
        with writing():
            look_at_clock(is_right=is_right)
    except ClockJumped as jump:
        raise click.ClickException(str(jump)) from None
