"""Links that begin one screening: one for each label that has none yet, as on the page of links."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

from app.accounts import CLINICAL
from app.extensions import N_
from app.imports.kind import MOST_ROWS, NEW, SAME, By, Cells, Column, Kind, Verdict, wrong
from app.intake.arriving.invites import DAYS, LONGEST_LABEL, MOST_DAYS, InviteState, labelled, make_invite


def _judging(site_id: str) -> Callable[[Cells], Verdict]:
    here = labelled(site_id)
    return lambda cells: _judge(here.get(cells["label"].casefold()))


def _judge(link: InviteState | None) -> Verdict:
    if link is InviteState.WITHDRAWN:
        return wrong(_("The link of this label was withdrawn. Make a new one under Links."), "label")
    return NEW if link in (None, InviteState.EXPIRED) else SAME


def _days(text: str) -> str:
    fits = text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_DAYS
    return "" if fits else _("Write a whole number from 1 to %(most)s.", most=MOST_DAYS)


def _bring(cells: Cells, by: By) -> str:
    return make_invite(by.person, label=cells["label"], days=int(cells["days"] or DAYS))


INVITES: Final = Kind(
    name="invites",
    roles=CLINICAL,
    columns=(
        Column("label", N_("How you know it again, such as a chart number."), needed=True, longest=LONGEST_LABEL),
        Column(
            "days",
            N_("For how many days the link works; 14 where nothing stands."),
            longest=len(str(MOST_DAYS)),
            check=_days,
        ),
    ),
    most=MOST_ROWS,
    key=lambda cells: cells["label"].casefold(),
    judging=_judging,
    bring=_bring,
    link="/i/",
)
