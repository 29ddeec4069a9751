"""`flask grants`: what each role of PostgreSQL may do, as deploy/postgres/grants.sql has it."""

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from app import migrations
from app.extensions import Lock, db, in_own_transaction
from app.settings.model import PROJECT


@click.command()
@with_appcontext
def grants() -> None:
    """Give the roles of PostgreSQL what deploy/postgres/grants.sql says, and nothing else. After each upgrade.

    Where a later release has moved the database on, it changes nothing: what that release needs is not known here.
    """
    if db.engine.dialect.name != "postgresql":
        raise click.ClickException("only PostgreSQL has roles")
    statements = (PROJECT / "deploy" / "postgres" / "grants.sql").read_text("utf-8")
    with in_own_transaction(writes=True) as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(Lock.MIGRATION.value)))  # two at once would clash
        if migrations.is_newer(current_app._get_current_object()):  # type: ignore[attr-defined]  # of a proxy
            click.echo("the database is newer than this code: the roles keep what the later release gave them")
            return
        connection.exec_driver_sql(statements, execution_options={"no_parameters": True})
    click.echo("the roles may do what deploy/postgres/grants.sql says")
