"""What the application is plugged into: database, clock, login, forgery protection. It knows nothing of screening."""

from app.extensions import clock
from app.extensions.database import Base, UtcDateTime, db, public_id, uuid7
from app.extensions.engine import init_database
from app.extensions.flask_plugins import babel, compress, csrf, login_manager
from app.extensions.transactions import SAFE_METHODS, begin_immediate, in_own_transaction, writing

__all__ = [
    "SAFE_METHODS",
    "Base",
    "UtcDateTime",
    "babel",
    "begin_immediate",
    "clock",
    "compress",
    "csrf",
    "db",
    "in_own_transaction",
    "init_database",
    "login_manager",
    "public_id",
    "uuid7",
    "writing",
]
