"""`flask serve`: migrate, say how the first administrator gets in, and serve."""

import os
import sys
from typing import NoReturn

import click
from flask import current_app
from flask.cli import with_appcontext

from app import migrations
from app.accounts import anyone_with_role
from app.cli.staff import enrolment_link
from app.extensions import db
from app.intake.arriving.tidy import tidy_up
from app.readiness import in_one_line, refuse_to_serve
from app.settings import current_settings
from app.web import locked

FIRST_ADMINISTRATOR = "admin@localhost.invalid"


@click.command()
@with_appcontext
def serve() -> None:
    """Bring the database up to date and serve. On the first start, print the first administrator's enrolment link.

    In production the database is not touched: `flask db upgrade` does that, under a role that may.
    """
    if why := locked.why(current_app._get_current_object()):  # type: ignore[attr-defined]  # the proxy alone has it
        click.echo(f"Locked: {why}. Whoever comes is shown where to find help, and nothing else.")
        start_server()
    prepare()
    if current_settings().surface != "patient":  # whose role reads no staff, and deletes nothing of others
        tidy_up()
        _invite_first_administrator()
    start_server()


def _invite_first_administrator() -> None:
    if not anyone_with_role("admin"):
        click.echo("First start. The first administrator sets a password here (works once, for 24 hours):")
        click.echo(f"  {enrolment_link(FIRST_ADMINISTRATOR, 'admin')}")
        click.echo(f"  They then sign in as {FIRST_ADMINISTRATOR}.")


def prepare() -> None:
    """Bring the database up to date; in production see that it is, and that all else is as it must be."""
    os.umask(0o077)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy alone has it
    if current_settings().production:
        with in_one_line():
            refuse_to_serve(app)
    else:
        migrations.upgrade(app)


def start_server() -> NoReturn:
    """Hand over to gunicorn: this process becomes the server, of the application that is there already."""
    from app.cli import server

    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy alone has it
    click.echo(f"Serving {current_settings().base_url} with everything in {current_settings().instance}")
    sys.stdout.flush()
    db.session.remove()
    with in_one_line():
        refuse_to_serve(app)
    locked.look_again(app)
    server.run(app)
