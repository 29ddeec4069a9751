"""`flask activity`: checking the log, and what others need to check it."""

from pathlib import Path
from typing import TextIO

import click
from flask.cli import with_appcontext

from app.activity import Fault, verify
from app.activity.anchors import NoAnchor, anchor, compare, read_anchors
from app.activity.signing import public_key
from app.alerts.log_faults import fault_words
from app.alerts.watch import keep_anchor
from app.settings import current_settings


@click.group()
def activity() -> None:
    """The log of who read or did what."""


@activity.command("verify")
@click.option("--anchors", type=click.File(encoding="utf-8"), help="A file of anchors that lay out of reach.")
@with_appcontext
def verify_log(anchors: TextIO | None) -> None:
    """Check the chain of the log; exits 1 and names the first bad row, and what was done, if it was tampered with."""
    fault = verify()
    if fault is None and anchors is not None:
        fault = _against(anchors)
    if fault is not None:
        raise click.ClickException(f"the log is broken: {fault_words(fault)}")
    click.echo("the log is whole" if anchors else "the log is whole, as far as it shows without anchors")


def _against(lines: TextIO) -> Fault | None:
    try:
        return compare(read_anchors(lines))
    except NoAnchor as error:
        raise click.ClickException(f"the anchors cannot be used: {error}") from None


@activity.command("anchor")
@with_appcontext
def print_anchor() -> None:
    """Print how far the log has come, signed, and add it to BRAID_ACTIVITY_ANCHORS if that is set."""
    path = current_settings().activity_anchors
    click.echo(_kept(path) if path else anchor())


def _kept(path: Path) -> str:
    try:
        return keep_anchor(path)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be added to: {error.strerror}") from None


@activity.command("public-key")
@with_appcontext
def print_public_key() -> None:
    """Print the key with which others check anchors and exports of the log. It is no secret."""
    click.echo(public_key(), nl=False)
