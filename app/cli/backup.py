"""`flask backup` and `flask restore`: a copy that only whoever holds the private key opens, and putting it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.backup import BackupError, make, sealing
from app.backup import restore as putting_back
from app.backup.archive import About
from app.extensions import clock

A_FILE = click.Path(path_type=Path)


class MakeUnlessToldOtherwise(click.Group):
    """`flask backup FILE` makes one: only the words of other commands mean something else."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the word `make` where it was left out."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["make", *args]
        return super().parse_args(ctx, args)


@click.group(cls=MakeUnlessToldOtherwise)
def backup() -> None:
    """Encrypted copies of the database. `flask backup [FILE]` makes one; the key file is never in it."""


@backup.command("make")
@click.argument("file", type=A_FILE, required=False)
@with_appcontext
def make_one(file: Path | None) -> None:
    """Write a backup to FILE, or into BRAID_BACKUP_FOLDER. Everybody goes on working meanwhile."""
    with _in_one_line():
        made = make.make_backup(file)
    click.echo(f"{made} ({made.stat().st_size} bytes)")


@backup.command()
@click.argument("file", type=A_FILE)
@click.option("--identity", type=A_FILE, help="The file with the private key: opens the backup and checks all of it.")
@with_appcontext
def verify(file: Path, identity: Path | None) -> None:
    """Check a backup: by the sum beside it, and with the private key by all that is in it."""
    with _in_one_line():
        if identity is None:
            putting_back.check_sum(file)
            click.echo(f"{file.name} is as it was written; --identity would look inside")
        else:
            click.echo(f"{file.name} is whole: {_said(putting_back.look_into(file, identity))}")


@backup.command()
@click.argument("file", type=A_FILE)
def keygen(file: Path) -> None:
    """Make a pair of keys: the private one goes into FILE, which belongs on no server, the public one is printed."""
    with _in_one_line():
        public = sealing.make_key_pair(file, clock.now())
    click.echo(f"BRAID_BACKUP_RECIPIENT={public}")


@click.command()
@click.argument("file", type=A_FILE)
@click.option("--identity", type=A_FILE, required=True, help="The file with the private key.")
@click.option("--overwrite", is_flag=True, help="Delete whatever is in the database now.")
@with_appcontext
def restore(file: Path, identity: Path, overwrite: bool) -> None:
    """Put a backup in the place of an empty database, and check it. The key file is put in its place first."""
    with _in_one_line():
        app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy alone has it
        about = putting_back.restore(app, file, identity, overwrite=overwrite)
    click.echo(f"it is back and whole: {_said(about)}; everybody has to sign in again")


def _said(about: About) -> str:
    """What is in it, in a line."""
    screenings, log = about.facts.rows.get("screenings", 0), about.facts.log_head[0]
    return f"{about.engine} of {about.made_at}, {screenings} screenings, {log} rows of the log"


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except BackupError as error:
        raise click.ClickException(str(error)) from error
