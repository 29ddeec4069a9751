"""Staff: who they are, how they get a password, how they sign in."""

from app.accounts import (
    enrol,
    factor,
    halfway,
    own_password,
    passwords,
    recovery,
    reset_factor,
    signin,
    staff_session,
)
from app.accounts.colleague import NoSuchColleague, NotChanged, change_role, switch_off
from app.accounts.models import CLINICAL, ROLES, StaffUser
from app.accounts.store import (
    Names,
    actor_names,
    anyone_enrolled,
    anyone_with_role,
    by_email,
    by_public_id,
    exactly_these,
    names_of,
    of_site,
    works_on_cases,
)

__all__ = [
    "CLINICAL",
    "ROLES",
    "Names",
    "NoSuchColleague",
    "NotChanged",
    "StaffUser",
    "actor_names",
    "anyone_enrolled",
    "anyone_with_role",
    "by_email",
    "by_public_id",
    "change_role",
    "enrol",
    "exactly_these",
    "factor",
    "halfway",
    "names_of",
    "of_site",
    "own_password",
    "passwords",
    "recovery",
    "reset_factor",
    "signin",
    "staff_session",
    "switch_off",
    "works_on_cases",
]
