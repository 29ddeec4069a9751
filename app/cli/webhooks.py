"""`flask webhooks`: other systems that are told when something happens to a screening."""

import click
from flask.cli import with_appcontext

from app.alerts.subscribers import KINDS, EventKind, NoSuchSubscriber, standing_of, subscribe, unsubscribe
from app.cli.staff import site_id_of
from app.extensions import writing
from app.settings import current_settings
from app.settings.channels import webhook_url
from app.sites import DEFAULT, every_site


@click.group()
def webhooks() -> None:
    """Other systems that are told of screenings: that something happened, never what anybody said."""


@webhooks.command()
@click.argument("url")
@click.option("--site", default=DEFAULT, help="The code at the end of its address; the default site without it.")
@click.option("--event", "kinds", type=click.Choice(KINDS), multiple=True, help="Only of this; may be repeated.")
@with_appcontext
def add(url: str, site: str, kinds: tuple[EventKind, ...]) -> None:
    """Call URL whenever something happens at a site; prints its id and, once, the secret that it checks calls with."""
    try:
        address = webhook_url(url)
    except ValueError as error:
        raise click.ClickException(f"the address {error}") from error
    if current_settings().production and address.startswith("http://"):
        raise click.ClickException("the address must begin with https://")
    with writing():
        made, secret = subscribe(site_id_of(site), address, kinds or KINDS)
    click.echo(f"{made} {secret}")


@webhooks.command("list")
@with_appcontext
def list_all() -> None:
    """List them: id, site, events, how much waits, how the last try failed, address."""
    for site in every_site():
        for one in standing_of(site.id):
            events = one.subscriber.kinds.replace(" ", ",")
            state = f"{one.waiting} waiting{f' ({one.problem})' if one.problem else ''}"
            click.echo("  ".join((one.subscriber.id, site.way_in or site.id, events, state, one.subscriber.url)))


@webhooks.command()
@click.argument("subscriber_id", metavar="ID")
@with_appcontext
def remove(subscriber_id: str) -> None:
    """Call it no more."""
    try:
        with writing():
            unsubscribe(subscriber_id)
    except NoSuchSubscriber:
        raise click.ClickException("there is no webhook of this id") from None
    click.echo("It is called no more.")
