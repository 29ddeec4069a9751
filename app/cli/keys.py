"""`flask keys`: the root keys, under which the key of every record is wrapped."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from app.cli import root_keys
from app.cli.root_keys import Refused, said
from app.vault import KeyFileError, current_vault


@click.group()
def keys() -> None:
    """The root keys in the key file, and what each of them still wraps."""


@keys.command()
@with_appcontext
def status() -> None:
    """Say what each root key wraps; exits 1 if one that is needed is not in the key file."""
    found = root_keys.rows_by_key()
    for key_id, rows in found.items():
        click.echo(f"root key {key_id} {_standing(key_id)}: {said(rows) or 'nothing'}")
    if missing := [key_id for key_id in found if key_id not in current_vault().key_ids]:
        raise click.ClickException(f"not in the key file, so that its rows cannot be read: root key {missing[0]}")


@keys.command()
@with_appcontext
def add() -> None:
    """Add a root key that does not wrap yet: where several machines have the file, copy it to all before you rotate."""
    with _in_one_line():
        click.echo(f"root key {root_keys.add()} was added; flask keys rotate lets it wrap")


@keys.command()
@with_appcontext
def rotate() -> None:
    """Let a new root key wrap everything, while everybody goes on working. Broken off, it goes on where it was."""
    with _in_one_line():
        newest = root_keys.begin_rotation()
        click.echo(f"root key {newest} wraps from now on")
        for table, count in root_keys.rewrap():
            click.echo(f"wrapped anew: {count} {table}")
        if left := list(root_keys.left_under(newest)):
            raise click.ClickException(f"left as they are: {'; '.join(left)}")
    for key_id in current_vault().key_ids[1:]:
        click.echo(f"root key {key_id} is not needed any more: flask keys retire {key_id}")


@keys.command()
@click.argument("key_id", metavar="ID", type=int)
@with_appcontext
def retire(key_id: int) -> None:
    """Take a root key out of the key file for good. Refuses as long as anything needs it, backups aside."""
    with _in_one_line():
        root_keys.retire(key_id)
    click.echo(
        f"root key {key_id} is gone; a backup from before its rotation opens only with a copy of the older key file"
    )


def _standing(key_id: int) -> str:
    first, *others = current_vault().key_ids
    if key_id == first:
        return "wraps what is new, and holds"
    if key_id not in others:
        return "is not in the key file, and holds"
    return "waits, and holds" if key_id > first else "opens what is old, and holds"


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except (Refused, KeyFileError) as error:
        raise click.ClickException(str(error)) from error
    except OperationalError as error:
        raise click.ClickException("the database did not let us: somebody is writing; try again") from error
