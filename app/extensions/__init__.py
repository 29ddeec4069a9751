"""What the application is plugged into: database, clock, login, forgery protection. It knows nothing of screening."""

from app.extensions import clock
from app.extensions.database import Base, UtcDateTime, db, public_id, uuid7
from app.extensions.engine import init_database
from app.extensions.flask_plugins import babel, csrf, login_manager
from app.extensions.networks import network_of
from app.extensions.rounds import now_and_then, start_rounds
from app.extensions.texts import N_
from app.extensions.transactions import (
    SAFE_METHODS,
    Lock,
    begin_immediate,
    delete_rows,
    in_own_transaction,
    one_at_a_time,
    writing,
)

__all__ = [
    "N_",
    "SAFE_METHODS",
    "Base",
    "Lock",
    "UtcDateTime",
    "babel",
    "begin_immediate",
    "clock",
    "csrf",
    "db",
    "delete_rows",
    "in_own_transaction",
    "init_database",
    "login_manager",
    "network_of",
    "now_and_then",
    "one_at_a_time",
    "public_id",
    "start_rounds",
    "uuid7",
    "writing",
]
