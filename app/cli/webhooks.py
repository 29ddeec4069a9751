"""`flask webhooks`: other systems that are told when something happens to a screening."""

from datetime import timedelta
from typing import Final

import click
from flask.cli import with_appcontext

from app.alerts.subscribers import (
    KINDS,
    EventKind,
    NoSuchSubscriber,
    Subscriber,
    change_secret,
    standing_of,
    subscribe,
    unsubscribe,
)
from app.cli.staff import site_id_of
from app.extensions import writing
from app.settings import current_settings
from app.settings.channels import webhook_url
from app.sites import DEFAULT, every_site
from app.vault import Unreadable

NO_SUCH: Final = "there is no webhook of this id"


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
            click.echo(
                "  ".join((one.subscriber.id, site.way_in or site.id, events, state, _address_of(one.subscriber)))
            )


def _address_of(subscriber: Subscriber) -> str:
    """One that was damaged must not hide the others: its id is all that removing it needs."""
    try:
        return subscriber.url
    except Unreadable:
        return "(cannot be opened)"


@webhooks.command("new-secret")
@click.argument("subscriber_id", metavar="ID")
@click.option("--hours", type=click.IntRange(0, 168), default=24, show_default=True, help="0: at once, if it leaked.")
@with_appcontext
def new_secret(subscriber_id: str, hours: int) -> None:
    """Give it a new secret, printed once. For so many hours calls are signed with the one before it as well."""
    try:
        with writing():
            secret = change_secret(subscriber_id, timedelta(hours=hours))
    except NoSuchSubscriber:
        raise click.ClickException(NO_SUCH) from None
    click.echo(secret)


@webhooks.command()
@click.argument("subscriber_id", metavar="ID")
@with_appcontext
def remove(subscriber_id: str) -> None:
    """Call it no more."""
    try:
        with writing():
            unsubscribe(subscriber_id)
    except NoSuchSubscriber:
        raise click.ClickException(NO_SUCH) from None
    click.echo("It is called no more.")
