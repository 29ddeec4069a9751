"""How much of a PostgreSQL server is used up: SQLite has no server."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from app.extensions.database import db

# Of other roles' sessions a role of Braid sees whose they are and in which database, and nothing else: not what kind
# they are. What has both is a client, or a worker beside one; the roles are those of deploy/postgres/roles.sql that
# serve, and whichever this is.
_CONNECTIONS: Final = sa.text("""
    WITH taken AS (SELECT usename FROM pg_stat_activity WHERE usename IS NOT NULL AND datid IS NOT NULL)
    SELECT count(*), current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
           NULL
      FROM taken
    UNION ALL
    SELECT (SELECT count(*) FROM taken WHERE usename = rolname), rolconnlimit, rolname
      FROM pg_roles
     WHERE rolname IN ('braid_patient', 'braid_staff', current_user) AND rolconnlimit >= 0 AND NOT rolsuper
""")


@dataclass(frozen=True)
class Connections:
    """How many are taken of how many that the server allows all together, or one role."""

    taken: int
    most: int
    role: str | None = None

    @property
    def share(self) -> float:
        """From 0, where all are left, to 1."""
        return self.taken / self.most if self.most else 1.0

    @property
    def nearly_all(self) -> bool:
        """Whether four of five are taken."""
        return 5 * self.taken >= 4 * self.most


def connections() -> list[Connections]:
    """Those that are open now, from every machine, against each limit that there is. None for SQLite."""
    if db.engine.dialect.name != "postgresql":
        return []
    return [Connections(*row) for row in db.session.execute(_CONNECTIONS)]


def size() -> int:
    """How many bytes the database takes up."""
    if db.engine.dialect.name == "postgresql":
        return db.session.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0
    pages = sa.text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    return db.session.scalar(pages) or 0
