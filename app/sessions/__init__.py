"""Server-side sessions of both audiences.

The cookie holds a random token, the database a row that can be revoked, and only the token opens what is in it.
"""

from app.sessions.cookies import PERSON, STAFF
from app.sessions.interface import DatabaseSessions
from app.sessions.lifecycle import (
    SessionOver,
    begin,
    current,
    end,
    end_all,
    end_all_for,
    end_brought,
    end_one_of,
    end_others_of,
    rotate,
    token,
)
from app.sessions.session import Session
from app.sessions.store import ends_of, of_user, sweep, sweep_ahead

__all__ = [
    "PERSON",
    "STAFF",
    "DatabaseSessions",
    "Session",
    "SessionOver",
    "begin",
    "current",
    "end",
    "end_all",
    "end_all_for",
    "end_brought",
    "end_one_of",
    "end_others_of",
    "ends_of",
    "of_user",
    "rotate",
    "sweep",
    "sweep_ahead",
    "token",
]
