"""The staff list: whoever is not here yet is invited, as on the page of the team; nobody who is here is changed."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

from app.accounts import ROLES, by_email, enrol
from app.extensions import N_
from app.imports.kind import MOST_ROWS, NEW, SAME, By, Cells, Column, Kind, Verdict, wrong


def _judging(site_id: str) -> Callable[[Cells], Verdict]:
    return lambda cells: _judge(cells, site_id)


def _judge(cells: Cells, site_id: str) -> Verdict:
    user = by_email(cells["email"])
    if user is None:
        return NEW
    if user.site_id != site_id:
        return wrong(_("This address cannot be invited here."), "email")  # says not that they are elsewhere
    if not user.active:
        return wrong(_("They were switched off here. If they are back, invite them on the page Team."))
    if user.role != cells["role"]:
        return wrong(_("They are here in another role. Change it on the page Team."), "role")
    return SAME


def _address(text: str) -> str:
    return "" if enrol.is_address(text) else _("This is no e-mail address.")


def _bring(cells: Cells, by: By) -> str:
    return enrol.invite(cells["email"], cells["role"], by.site_id, cells["name"], by.staff)


STAFF: Final = Kind(
    name="staff",
    roles=frozenset({"admin"}),
    columns=(
        Column("email", N_("Their e-mail address."), needed=True, longest=enrol.LONGEST_ADDRESS, check=_address),
        Column("name", N_("What colleagues call them, if you know it."), longest=enrol.LONGEST_NAME),
        Column("role", N_("What they do here."), needed=True, words=ROLES),
    ),
    most=MOST_ROWS,
    key=lambda cells: cells["email"].casefold(),
    judging=_judging,
    bring=_bring,
    link="/staff/enrol/",
    needs_somebody=False,
)
