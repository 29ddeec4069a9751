"""`flask serve`: migrate, say how the first administrator gets in, and serve."""

import os
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app import migrations
from app.accounts import anyone_with_role
from app.cli.staff import enrolment_link
from app.extensions import db
from app.intake.arriving.tidy import tidy_up
from app.settings import current_settings
from app.settings.model import PROJECT

FIRST_ADMINISTRATOR = "admin@localhost.invalid"


@click.command()
@with_appcontext
def serve() -> None:
    """Bring the database up to date and serve. On the first start, print the first administrator's enrolment link."""
    prepare()
    tidy_up()
    if not anyone_with_role("admin"):
        click.echo("First start. The first administrator sets a password here (works once, for 24 hours):")
        click.echo(f"  {enrolment_link(FIRST_ADMINISTRATOR, 'admin')}")
        click.echo(f"  They then sign in as {FIRST_ADMINISTRATOR}.")
    start_server()


def prepare() -> None:
    """Bring the database up to date."""
    os.umask(0o077)
    migrations.upgrade(current_app._get_current_object())  # type: ignore[attr-defined]  # the proxy alone has it


def start_server() -> None:
    """Hand over to gunicorn: this process becomes the server."""
    click.echo(f"Serving {current_settings().base_url} with everything in {current_settings().instance}")
    sys.stdout.flush()
    db.engine.dispose()
    os.chdir(PROJECT)
    config = Path(PROJECT / "gunicorn.conf.py")
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", str(config)])  # noqa: S606 - no shell, fixed arguments
