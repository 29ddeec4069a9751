"""How much of a PostgreSQL server is used up: SQLite has no server."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from app.extensions.database import db

_CONNECTIONS: Final = sa.text("""
    SELECT (SELECT count(*) FROM pg_stat_activity WHERE usename = current_user),
           (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user),
           (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
           current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
""")


@dataclass(frozen=True)
class Connections:
    """How many are taken of how many: of the role's own where it has a limit that is nearer, else of the server's."""

    taken: int
    most: int

    @property
    def nearly_all(self) -> bool:
        """Whether four of five are taken."""
        return 5 * self.taken >= 4 * self.most


def connections() -> Connections | None:
    """Those that are open now, from every machine; None for SQLite."""
    if db.engine.dialect.name != "postgresql":
        return None
    own, own_most, everybodys, most = db.session.execute(_CONNECTIONS).one()
    if 0 <= own_most - own < most - everybodys:
        return Connections(own, own_most)
    return Connections(everybodys, most)


def size() -> int:
    """How many bytes the database takes up."""
    if db.engine.dialect.name == "postgresql":
        return db.session.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0
    pages = sa.text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    return db.session.scalar(pages) or 0
