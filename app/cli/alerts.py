"""`flask alerts`: telling staff, and finding out that nobody was told."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.alerts.dead_man import count_unopened, count_untold
from app.alerts.loop import start_loops
from app.alerts.relay import channels_at_work, go_round, say_alive
from app.alerts.trial import send_trial
from app.alerts.wrong_clock import look_ahead, look_back
from app.cli.stopping import stopped_by_signal
from app.extensions import writing
from app.extensions.other_clock import disagreement
from app.intake.queue import shift_mail
from app.sites import every_site


@click.group()
def alerts() -> None:
    """Messages to staff that something waits."""


@alerts.command()
@click.option("--loop", is_flag=True, help="Go on until stopped. On any number of machines at once.")
@with_appcontext
def run(loop: bool) -> None:
    """Deliver what is due: once, or without end. Exits 1 if something did not get through."""
    channels = channels_at_work()
    if not channels:
        raise click.ClickException("no channel is set up: set BRAID_SMTP_URL or BRAID_WEBHOOK_URL")
    if loop:
        _until_stopped()
        return
    went = []
    for channel in channels:
        look_back(channel)
        look_ahead()
        say_alive(channel)
        went.append(go_round(channel))
    shift_mail.go_round()
    delivered, failed = sum(one.delivered for one in went), sum(one.failed for one in went)
    click.echo(f"{delivered} delivered, {failed} put off")
    if failed:
        raise click.ClickException("not everything got through; it is tried again")


@alerts.command()
@with_appcontext
def check() -> None:
    """Exit 1 if an alert waits that nobody opened in time, or of which nobody was told. For a timer that can call."""
    if clocks := disagreement():
        raise click.ClickException(f"{clocks}: it cannot be said what is late")
    unopened, untold = count_unopened(), count_untold()
    if unopened or untold:
        raise click.ClickException(f"alerts that nobody opened in time: {unopened}; that nobody was told of: {untold}")
    click.echo("no alert waits longer than it may")


@alerts.command()
@with_appcontext
def test() -> None:
    """Send everybody who could be told, at every site, a message that asks for nothing."""
    with writing():
        told = sum(send_trial(site, None) for site in every_site())
    click.echo(f"{told} messages are on their way")


def _until_stopped() -> None:
    app, stop = current_app._get_current_object(), stopped_by_signal()  # type: ignore[attr-defined]  # of a proxy
    for thread in (*start_loops(app, stop), shift_mail.start_loop(app, stop)):
        thread.join()
