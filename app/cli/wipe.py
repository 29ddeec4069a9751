"""`flask demo --wipe`: leave nothing of a demo, and an instance folder that can be used as if new."""

from pathlib import Path
from typing import Final

import click
import sqlalchemy as sa

from app.activity import triggers
from app.extensions import db
from app.settings import DEMO_MARK, DEMO_SIGN_INS, current_settings

# The mark goes last: whatever fails on the way, what is left is still known to be a demo.
FILES: Final = ("braid.sqlite", "braid.sqlite-wal", "braid.sqlite-shm", "braid.key", DEMO_SIGN_INS, DEMO_MARK)


def wipe_demo(*, ask: bool) -> None:
    """Delete every table and file of a demo, after asking. Raises ClickException if the instance is none."""
    instance = current_settings().instance
    if not (instance / DEMO_MARK).is_file():
        raise click.ClickException(f"{instance} is not marked as a demo; nothing was deleted")
    if ask:
        click.confirm(f"Delete everything in {instance} and its database? Stop the server first", abort=True)
    _drop_tables()
    for name in FILES:
        Path(instance / name).unlink(missing_ok=True)
    click.echo(f"{instance} is empty; the next start is a first start")


def _drop_tables() -> None:
    """Whatever is there, for the database may be older than this code, or a server that outlives the folder."""
    db.session.remove()
    there = sa.MetaData()
    with db.engine.connect() as plain:
        there.reflect(plain)
    with db.engine.begin() as connection:
        there.drop_all(connection)
        triggers.forget(connection)
    db.engine.dispose()
