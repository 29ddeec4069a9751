"""`flask metrics`: what a program that watches over Braid wants to know, in numbers."""

import ipaddress
from contextlib import suppress
from typing import Final

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.stopping import stopped_by_signal

MOST: Final = 65535  # the highest port there is


class Loopback(click.ParamType[tuple[str, int]]):
    """An address of this machine that no other one can reach, and a port."""

    name = "ADDRESS:PORT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        """Read it, and refuse every other kind of address: numbers, too, tell how a house is run."""
        host, _, port = str(value).rpartition(":")
        with suppress(ValueError):
            address = ipaddress.ip_address(host.strip("[]"))
            if address.is_loopback and 0 <= int(port) <= MOST:
                return str(address), int(port)
        return self.fail("must be on this machine alone, such as 127.0.0.1:9464 or [::1]:9464", param, ctx)


@click.command()
@click.option("--listen", type=Loopback(), help="Answer Prometheus here until stopped, such as 127.0.0.1:9464.")
@with_appcontext
def metrics(listen: tuple[str, int] | None) -> None:
    """Print how all is, in numbers, as Prometheus reads them. Nobody is in them."""
    from prometheus_client import start_http_server  # loaded by nothing else of the command line

    from app.readiness.measured import as_text, registry_of

    app = current_app._get_current_object()  # type: ignore[attr-defined]  # of a proxy
    if listen is None:
        click.echo(as_text(app), nl=False)
        return
    address, port = listen
    server, thread = start_http_server(port, address, registry_of(app))
    click.echo(f"Listening on {address}, port {server.server_port}")
    stopped_by_signal().wait()
    server.shutdown()
    thread.join()
