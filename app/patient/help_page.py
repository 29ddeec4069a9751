"""The help page: which words and which lines, and the form to ask for a call."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from app.asking.contact_form import MOST
from app.asking.fitting_lines import fitting_lines
from app.crisis.messages import Kind, kinds_of, message
from app.extensions import clock
from app.intake.arriving.drafts import OpenDraft
from app.patient.promise import call_promise
from app.sites import Site
from app.web.help_lines import LineView
from app.web.language import current_language
from app.web.page_site import page_site


class CallForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Ask someone to call me."""

    call_name = StringField(validators=[Length(max=MOST)])
    call_phone = StringField(validators=[Length(max=MOST)])
    call_who = StringField(validators=[Length(max=MOST)])
    call_message_ok = BooleanField()


@dataclass(frozen=True)
class CallView:
    """The form as it is shown, and by when somebody calls."""

    promise: str
    asked: bool = False
    possible: bool = True
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HelpView:
    """One help page."""

    kind: str
    heading: str
    paragraphs: tuple[str, ...]
    lines: tuple[LineView, ...]
    call: CallView
    action: str | None
    not_saved: bool = False
    fields: tuple[tuple[str, str], ...] = ()  # answers that going on sends again


def help_view(
    tells: Sequence[str],
    action: str | None,
    *,
    draft: OpenDraft | None = None,
    values: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    not_saved: bool = False,
    fields: tuple[tuple[str, str], ...] = (),
) -> HelpView:
    """The page for one or more texts: the first leads with its care, the others add their advice and lines."""
    kinds = kinds_of(tells)
    first = message(kinds[0])
    return HelpView(
        kind=kinds[0],
        heading=_(first.heading),
        paragraphs=(_(first.paragraphs[0]), *_advice(kinds)),
        lines=fitting_lines(kinds, draft, current_language()),
        call=_call(draft, values or {}, errors or {}),
        action=action,
        not_saved=not_saved,
        fields=fields,
    )


def _advice(kinds: Sequence[Kind]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_(text) for kind in kinds for text in message(kind).paragraphs[1:]))


def _call(draft: OpenDraft | None, values: dict[str, str], errors: dict[str, str]) -> CallView:
    now = clock.now()
    if draft is None:
        return CallView(phone_instead(page_site()), possible=False)
    receipt = draft.state.receipt
    asked_at = receipt.call_asked_at if receipt else None
    return CallView(
        call_promise(draft.site, draft.level(), asked_at or now, now), bool(asked_at), values=values, errors=errors
    )


def phone_instead(site: Site) -> str:
    """How to reach the centre where it cannot be asked to call."""
    if site.phone:
        return _("You can call us at %(phone)s.", phone=site.phone)
    return _("You can come to us, or ask someone to call us for you.")
