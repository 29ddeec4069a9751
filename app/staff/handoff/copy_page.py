"""What was handed off, to whom and why, in words."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.handoff.consents import WHAT
from app.handoff.disclose import HandedOff, Scope
from app.handoff.formats import MADE_AS
from app.staff.handoff.consent_page import purpose_words
from app.staff.handoff.report_page import on_paper
from app.staff.words.times import Times
from app.staff.words.visible import visible


@dataclass(frozen=True)
class CopyView:
    """One copy that somebody was given."""

    recipient: str
    pairs: list[tuple[str, str]]
    made: str


def scope_view(scope: Scope, times: Times) -> list[tuple[str, str]]:
    """The scope that goes with a copy on its first page."""
    said = [(_("Handed to"), visible(scope.recipient)), (_("What is shared"), _(WHAT[scope.what]))]
    if scope.deidentified:
        said.append((_("De-identified"), _("without name, reference, center, days and free text")))
    if scope.emergency is None:
        purpose = purpose_words(scope.purpose, scope.purpose_text)
        return [*said, (_("Purpose"), purpose), (_("Allowed by"), _allowed_by(scope, times))]
    return [
        *said,
        (_("Works at"), visible(scope.emergency.facility)),
        (_("Purpose"), _("Medical emergency: %(nature)s", nature=visible(scope.emergency.nature))),
        (_("Why nobody could be asked"), visible(scope.emergency.why_not_asked)),
        (_("Allowed by"), _("The emergency, without consent (42 CFR 2.51)")),
    ]


def _allowed_by(scope: Scope, times: Times) -> str:
    if not scope.until:
        return _("A written consent (42 CFR 2.31), which may end at any time")
    until = times.on(date.fromisoformat(scope.until))
    return _("A written consent (42 CFR 2.31), which lasts until %(day)s and may end earlier", day=until)


def copy_view(copy: HandedOff, times: Times) -> CopyView:
    """One row of the list of those who were given a copy."""
    made = _(
        "%(form)s, by %(name)s, %(moment)s", form=_(MADE_AS[copy.form]), name=copy.by, moment=on_paper(times, copy.at)
    )
    number = [(_("Number on the copy"), copy.number)] if copy.number else []
    return CopyView(visible(copy.scope.recipient), [*scope_view(copy.scope, times)[1:], *number], made)
