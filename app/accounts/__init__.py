"""Staff: who they are, how they get a password, how they sign in."""

from app.accounts import enrol, login, passwords, signin, switch_off
from app.accounts.models import ROLES, StaffUser
from app.accounts.store import (
    NoSuchColleague,
    anyone_enrolled,
    anyone_with_role,
    by_email,
    by_public_id,
    is_active,
    names_of,
    of_site,
)

__all__ = [
    "ROLES",
    "NoSuchColleague",
    "StaffUser",
    "anyone_enrolled",
    "anyone_with_role",
    "by_email",
    "by_public_id",
    "enrol",
    "is_active",
    "login",
    "names_of",
    "of_site",
    "passwords",
    "signin",
    "switch_off",
]
