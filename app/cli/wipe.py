"""`flask demo --wipe`: leave nothing of a demo, and an instance folder that can be used as if new.

The mark stands in the folder, and the settings may name a database anywhere. So another database than the folder's own
is emptied only if it says itself that it is this demo: whoever is staff there is made up, and nobody else is.
"""

import json
from pathlib import Path
from typing import Final

import click
import sqlalchemy as sa

from app.accounts import StaffUser, exactly_these
from app.activity import triggers
from app.extensions import Base, db
from app.retention.ledger import FILE as DELETIONS
from app.settings import DEMO_MARK, DEMO_SIGN_INS, Settings, current_settings

DATABASE: Final = "braid.sqlite"
# The mark goes last: whatever fails on the way, what is left is still known to be a demo.
FILES: Final = (f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE, DELETIONS, "braid.key", DEMO_SIGN_INS, DEMO_MARK)
VERSION: Final = "alembic_version"  # the only table of ours that is no model


def wipe_demo(*, ask: bool) -> None:
    """Delete the tables and files of a demo, after asking. Raises ClickException for whatever is none."""
    settings = current_settings()
    _refuse_what_is_no_demo(settings)
    if ask:
        what = f"{settings.instance} and in {_named(settings)}"
        click.confirm(f"Delete everything of Braid in {what}? Stop the server first", abort=True)
    left = _drop_our_tables()
    keeps_file = bool(left) or not _is_own(settings)
    for name in FILES:
        if not (keeps_file and name.startswith(DATABASE)):
            Path(settings.instance / name).unlink(missing_ok=True)
    click.echo(f"{settings.instance} is empty; the next start is a first start")


def _refuse_what_is_no_demo(settings: Settings) -> None:
    if not (settings.instance / DEMO_MARK).is_file():
        raise click.ClickException(f"{settings.instance} is not marked as a demo; nothing was deleted")
    if not (_is_own(settings) or _is_this_demo(settings.instance / DEMO_SIGN_INS)):
        raise click.ClickException(f"{_named(settings)} is not the database of this demo; nothing was deleted")


def _named(settings: Settings) -> str:
    """The database without what opens it: a password may stand behind the question mark as well."""
    url = sa.make_url(settings.database_url)
    return sa.URL.create(url.drivername, url.username, None, url.host, url.port, url.database).render_as_string()


def _is_own(settings: Settings) -> bool:
    """Whether it is the file in the folder itself, and no link to another one."""
    url, own = sa.make_url(settings.database_url), settings.instance / DATABASE
    is_file = url.get_backend_name() == "sqlite" and bool(url.database) and not own.is_symlink()
    return is_file and Path(str(url.database)).resolve() == own.resolve()


def _is_this_demo(sign_ins: Path) -> bool:
    """Whether exactly those are staff for whom the demo wrote down a sign-in."""
    if not sign_ins.is_file() or StaffUser.__tablename__ not in _tables().tables:
        return False
    return exactly_these(entry["email"] for entry in json.loads(sign_ins.read_text("utf-8")))


def _tables() -> sa.MetaData:
    """Whatever is there, for the database may be older than this code, or a server that outlives the folder."""
    there = sa.MetaData()
    with db.engine.connect() as plain:
        there.reflect(plain)
    return there


def _drop_our_tables() -> set[str]:
    """Drop them all at once, and nobody else's. Returns the names of those that stay."""
    db.session.remove()
    there = _tables()
    ours = [table for name, table in there.tables.items() if name == VERSION or name in Base.metadata.tables]
    with db.engine.begin() as connection:
        there.drop_all(connection, tables=ours)
        triggers.forget(connection)
    db.engine.dispose()
    return there.tables.keys() - {table.name for table in ours}
