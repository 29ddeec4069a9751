"""`flask doctor`: what is wrong with this installation, a line for each thing."""

from collections.abc import Iterator

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import readiness
from app.cli import safekeeping


@click.command()
@with_appcontext
def doctor() -> None:
    """Say what is wrong, and exit 1 if anything is."""
    found = list(_problems(current_app._get_current_object()))  # type: ignore[attr-defined]  # of a proxy
    for problem in found:
        click.echo(problem)
    if found:
        raise click.exceptions.Exit(1)
    click.echo("nothing is wrong that can be seen from here")


def _problems(app: Flask) -> Iterator[str]:
    found = list(readiness.problems(app))
    yield from found
    if readiness.NO_DATABASE.isdisjoint(found):
        yield from safekeeping.of_keys()
        yield from safekeeping.of_backups()
