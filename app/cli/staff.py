"""`flask staff`: letting people in."""

import click
from flask.cli import with_appcontext

from app.accounts import ROLES, by_email, enrol, reset_factor
from app.extensions import writing
from app.settings import current_settings


@click.group()
def staff() -> None:
    """Staff accounts."""


@staff.command()
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True)
@with_appcontext
def add(email: str, role: str) -> None:
    """Add a member of staff, or invite them anew; prints a one-time enrolment link."""
    click.echo(enrolment_link(email, role))


@staff.command("reset-factor")
@click.argument("email")
@with_appcontext
def reset_authenticator(email: str) -> None:
    """Take a lost authenticator away; its owner sets up a new one at the next sign-in."""
    with writing():
        user = by_email(email)
        if user is None:
            raise click.ClickException("nobody has this address")
        reset_factor.reset(user)
    click.echo("Their authenticator and recovery codes are gone; they set up new ones when they next sign in.")


def enrolment_link(email: str, role: str) -> str:
    """Invite somebody and return the link, which works once and for a day."""
    try:
        with writing():
            token = enrol.invite(email, role)
    except enrol.InviteRefused as error:
        raise click.ClickException(str(error)) from error
    return f"{current_settings().base_url}/staff/enrol/{token}"
