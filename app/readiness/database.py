"""What the database itself says about how safe it is."""

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from app.extensions import db

DURABLE: Final = ("fsync", "full_page_writes", "synchronous_commit")
_IS_SUPERUSER: Final = sa.text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
_OFF: Final = sa.text("SELECT name FROM pg_settings WHERE setting = 'off' AND name = ANY(:names) ORDER BY name")


def unsafe() -> Iterator[str]:
    """Why nobody's answers should be trusted to it, in a sentence. Raises SQLAlchemyError if it cannot be asked."""
    db.session.execute(sa.text("SELECT 1"))
    if db.engine.dialect.name == "postgresql":
        yield from _unsafe_postgresql()


def _unsafe_postgresql() -> Iterator[str]:
    if db.session.scalar(_IS_SUPERUSER):
        yield "BRAID_DATABASE_URL must not sign in as a superuser of PostgreSQL: deploy/postgres has roles for it"
    if off := db.session.scalars(_OFF, {"names": list(DURABLE)}).all():
        yield f"PostgreSQL would lose what was confirmed: switch on {', '.join(off)}"
