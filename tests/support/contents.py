"""Everything in the database, to see that nothing changed."""

from collections.abc import Collection

import sqlalchemy as sa
from flask import Flask

from app.extensions import Base, db

BOOKKEEPING = ("sessions",)  # when a session was last used is written down whatever it asked for


def contents(app: Flask, but: Collection[str] = ()) -> dict[str, list[str]]:
    """Every row of every table."""
    with app.app_context():
        return {
            table.name: sorted(repr(row) for row in db.session.execute(sa.select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in (*BOOKKEEPING, *but)
        }
