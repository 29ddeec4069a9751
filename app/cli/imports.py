"""`flask import`: lists from a spreadsheet, as on the page of the same name."""

import csv
import sys
from typing import BinaryIO

import click
from flask.cli import with_appcontext

from app.accounts import by_email
from app.extensions import writing
from app.handoff.literal import literal
from app.imports.bring import Brought, NotBrought, bring_in, try_out
from app.imports.kind import By, Kind, State
from app.imports.kinds import KINDS
from app.imports.plan import Plan
from app.imports.reading import NotATable
from app.settings import current_settings
from app.sites import DEFAULT

SAID = {State.NEW: "new", State.SAME: "here already", State.WRONG: "WRONG"}


@click.command("import")
@click.argument("name", metavar="LIST", type=click.Choice(list(KINDS)))
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Only say what would come of each row.")
@click.option("--by", "email", help="The address of the colleague who answers for it; their site gets the list.")
@with_appcontext
def import_(name: str, file: BinaryIO, dry_run: bool, email: str | None) -> None:
    """Bring a LIST in from a CSV file (FILE, or - for standard input): every new row, or none if one is wrong.

    What becomes of each row goes to standard error. Links that come of it go to standard output, as CSV, and are never
    shown again. Once more with the same file changes nothing.
    """
    kind, data = KINDS[name], file.read()
    by = _by(kind, email, dry_run)
    try:
        if dry_run:
            with writing():
                found = try_out(kind, data, by)
            _tell(found)
        else:
            with writing():
                brought = bring_in(kind, data, by)
            _give_out(brought)
    except NotBrought as refused:
        _tell(refused.plan)
    except NotATable as reason:
        raise click.ClickException(str(reason)) from reason


def _by(kind: Kind, email: str | None, dry_run: bool) -> By:
    """Who answers for it. The first staff of an installation come without anybody, as by `flask staff add`."""
    if email is None:
        if kind.needs_somebody and not dry_run:
            raise click.UsageError("name who answers for this list: --by EMAIL")
        return By(DEFAULT, None)
    user = by_email(email)
    if user is None or not user.active or user.role not in kind.roles:
        raise click.ClickException(f"{email} is nobody here who may bring in this list")
    return By(user.site_id, user)


def _tell(found: Plan) -> None:
    """Each row with what becomes of it, and none of what stands in it. Exits 1 if one is wrong."""
    for row in found.rows:
        click.echo(" ".join((f"row {row.number}: {SAID[row.state]}", *map(str, row.reasons))), err=True)
    if found.old:
        click.echo("not saved as UTF-8: look whether letters with accents are right", err=True)
    counts = {state: len(found.of(state)) for state in State}
    click.echo(", ".join(f"{count} {SAID[state]}" for state, count in counts.items()), err=True)
    if counts[State.WRONG]:
        raise click.ClickException("nothing was brought in: correct the rows that are wrong and try again")


def _give_out(brought: Brought) -> None:
    click.echo(f"{brought.count} brought in", err=True)
    out = csv.writer(sys.stdout)
    for link in brought.links:
        out.writerow([literal(link.whom), current_settings().link_to(link.path)])
