"""`flask staff`: letting people in."""

import click
from flask.cli import with_appcontext

from app import activity
from app.accounts import ROLES, by_email, enrol, reset_factor, tries
from app.extensions import writing
from app.settings import current_settings
from app.sites import DEFAULT, every_site


@click.group()
def staff() -> None:
    """Staff accounts."""


@staff.command()
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--site", default=DEFAULT, help="The code at the end of its address; the default site without it.")
@with_appcontext
def add(email: str, role: str, site: str) -> None:
    """Add a member of staff, or invite them anew; prints a one-time enrolment link."""
    click.echo(enrolment_link(email, role, site_id_of(site)))


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


@staff.command("let-in")
@click.argument("email")
@with_appcontext
def let_in(email: str) -> None:
    """Let somebody try again whose account was shut after 100 wrong passwords or codes."""
    with writing():
        user = by_email(email)
        if user is None:
            raise click.ClickException("nobody has this address")
        tries.open_again(user)
        activity.record("staff.let_in_again", subject=("staff", user.public_id), site_id=user.site_id)
    click.echo("Browsers that are new to the account may try passwords again, and codes are taken again.")


def site_id_of(said: str) -> str:
    """The site of this code, or of this id. Raises ClickException."""
    for site in every_site():
        if said in (site.id, site.way_in):
            return site.id
    raise click.ClickException(f"there is no site {said}")


def enrolment_link(email: str, role: str, site_id: str = DEFAULT) -> str:
    """Invite somebody and return the link, which works once and for a day."""
    try:
        with writing():
            token = enrol.invite(email, role, site_id)
    except enrol.InviteRefused as error:
        raise click.ClickException(str(error)) from error
    return f"{current_settings().base_url}/staff/enrol/{token}"
