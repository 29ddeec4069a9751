"""Why a transaction broke off: whether a second one may go through, and what is known of the first."""

from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

_GAVE_WAY: Final = frozenset({"40001", "40P01"})  # undone for somebody else: serialization failure, deadlock


def lost_its_connection(error: SQLAlchemyError) -> bool:
    """The server went away, or was restarted, within it: if it was told to commit, it may have."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def is_worth_another_try(error: SQLAlchemyError) -> bool:
    """What stopped it may be over by now, and took no time. Whoever tries again sees first what the first one left."""
    if lost_its_connection(error):
        return True
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _GAVE_WAY
