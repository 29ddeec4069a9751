"""The declarative base of every table, its column types and its identifiers."""

import secrets
import time
import uuid
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy.orm import DeclarativeBase, registry

REPLICA: Final = "replica"  # the name of its engine, and the mark of a session that reads it


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment in time. Goes in aware (a naive one is refused), comes out aware in UTC on every engine."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table inherits. Each names its table itself, and its CHECK constraints too."""

    # Flask-SQLAlchemy copies this body, so the type map must live in the registry and not beside it.
    registry: ClassVar[registry] = registry(
        type_annotation_map={datetime: UtcDateTime(), uuid.UUID: sa.Uuid()},
        metadata=sa.MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
    )


class SessionOfOneDatabase(FlaskSession):
    """A session of the primary; or, where it is marked so, one that reads a replica and nothing else (`replica.py`)."""

    def get_bind(self, *args: Any, **kwargs: Any) -> sa.Engine | sa.Connection:  # noqa: ANN401 - as SQLAlchemy has them
        """Whom it talks to."""
        return db.engines[REPLICA] if self.info.get(REPLICA) else super().get_bind(*args, **kwargs)


# What was loaded stays readable after the commit, so that showing a page opens no second transaction.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "class_": SessionOfOneDatabase})


def uuid7() -> uuid.UUID:
    """An identifier for internal keys that sorts by the time it was made, to a quarter of a microsecond (RFC 9562).

    Never in an address: it tells when.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | (rest * 4096 // 1_000_000) << 64
    return uuid.UUID(int=value | 0x2 << 62 | secrets.randbits(62))


def public_id() -> str:
    """128 random bits in hex, for whatever stands in an address."""
    return secrets.token_hex(16)
