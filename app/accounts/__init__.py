"""Staff: who they are, how they get a password, how they sign in."""

from app.accounts import (
    enrol,
    factor,
    halfway,
    login,
    own_password,
    passwords,
    recovery,
    reset_factor,
    signin,
    switch_off,
)
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
    "factor",
    "halfway",
    "is_active",
    "login",
    "names_of",
    "of_site",
    "own_password",
    "passwords",
    "recovery",
    "reset_factor",
    "signin",
    "switch_off",
]
