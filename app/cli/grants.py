"""`flask grants`: what each role of PostgreSQL may do, as deploy/postgres/grants.sql has it."""

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from app.extensions import Lock, db, in_own_transaction
from app.settings.model import PROJECT


@click.command()
@with_appcontext
def grants() -> None:
    """Give the roles of PostgreSQL what deploy/postgres/grants.sql says, and nothing else. After each upgrade."""
    if db.engine.dialect.name != "postgresql":
        raise click.ClickException("only PostgreSQL has roles")
    statements = (PROJECT / "deploy" / "postgres" / "grants.sql").read_text("utf-8")
    with in_own_transaction(writes=True) as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(Lock.MIGRATION.value)))  # two at once would clash
        connection.exec_driver_sql(statements, execution_options={"no_parameters": True})
    click.echo("the roles may do what deploy/postgres/grants.sql says")
