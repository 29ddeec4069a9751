"""The forms of the staff side. What is drawn is drawn by templates; here is what may come in and how long."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import Field, Form, HiddenField, PasswordField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from app.accounts import ROLES
from app.asking.contact_form import MOST
from app.extensions import N_, clock
from app.intake.arriving.invites import MOST_DAYS, MOST_ON_A_SHEET
from app.intake.draft_state import STAFF_MODES
from app.sites import site_of
from app.web.language import LANGUAGES

NAME = Length(max=100, message=N_("Please write at most 100 characters."))
ONE_LINE = N_("Please write one line.")
LABEL = Length(max=60, message=N_("Please write at most 60 characters."))
WRONG_CODE = N_(
    "That code did not work. Each code works once: wait for the next one. After five tries, wait five minutes."
)


def filled(message: str) -> list[Any]:
    """Something besides spaces; InputRequired alone looks at what came in before it is stripped."""
    return [InputRequired(message), Length(min=1, message=message)]


def one_of(values: Iterable[str], message: str) -> list[Any]:
    """A choice; there is never one from the start."""
    return [InputRequired(message), AnyOf(tuple(values), message)]


def printable(_form: Form, field: Field) -> None:
    """No line breaks, and nothing that hides or turns the direction."""
    if field.data and not field.data.isprintable():
        raise ValidationError(ONE_LINE)


def up_to(most: int) -> Callable[[Form, Field], None]:
    """A whole number from 1 to `most`."""

    def check(_form: Form, field: Field) -> None:
        text = field.data or ""
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
            raise ValidationError(_("Write a whole number from 1 to %(most)s.", most=most))

    return check


def stripped(text: str | None) -> str:
    return (text or "").strip()


class StaffForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Base of all staff forms."""

    class Meta:
        """How Flask-WTF treats these forms."""

        csrf = False  # CSRFProtect checks every post before any form is made; templates carry the token

    def said(self, name: str) -> str:
        """What came in for a field; empty when nothing did."""
        return str(self[name].data or "")

    def problems(self) -> dict[str, str]:
        """What is wrong, by field, in the reader's language."""
        return {name: _(str(errors[0])) for name, errors in self.errors.items()}


class SignInForm(StaffForm):
    """Address and password, judged by the use case alone, which does not say which of them was wrong."""

    email = StringField(filters=[stripped])
    password = PasswordField()
    next = HiddenField(filters=[stripped])


class CodeForm(StaffForm):
    """A code of the authenticator, or one that was kept for the day when it is lost; judged by the use case alone."""

    otp = StringField()
    recovery = StringField(filters=[stripped])


class OwnPasswordForm(StaffForm):
    """The password of until now, and the next one."""

    old = PasswordField(validators=[InputRequired(N_("Write your password of until now."))])
    password = PasswordField(validators=[InputRequired(N_("Choose a password."))])


class EndSessionForm(StaffForm):
    """Which of one's own sessions to end."""

    session = StringField()

    def row_id(self) -> UUID | None:
        """Which, if it could be one."""
        with suppress(ValueError):
            return UUID(self.said("session"))
        return None


class EnrolForm(StaffForm):
    """A name and a new password."""

    name = StringField(
        validators=[*filled(N_("Write the name your colleagues know you by.")), NAME], filters=[stripped]
    )
    password = PasswordField(validators=[InputRequired(N_("Choose a password."))])


class InviteForm(StaffForm):
    """Whom to invite, and as what."""

    email = StringField(validators=filled(N_("Write their e-mail address.")), filters=[stripped])
    name = StringField(validators=[NAME], filters=[stripped])
    role = StringField(validators=one_of(ROLES, N_("Choose a role.")))


class DeviceForm(StaffForm):
    """Which device is handed over."""

    label = StringField(validators=[*filled(N_("Write which device it is.")), LABEL], filters=[stripped])


class EntryForm(StaffForm):
    """How somebody's answers come, in which language, and the day on the sheet, if there is one.

    `anew`: what is under way may be deleted.
    """

    mode = StringField(validators=one_of(STAFF_MODES, N_("Choose how the answers come.")))
    language = StringField(validators=one_of(LANGUAGES, N_("Choose the language.")))
    written_on = StringField(filters=[stripped])
    anew = HiddenField()

    def validate_written_on(self, _field: Field) -> None:
        """On paper, nothing or a day that there was."""
        try:
            day = self.day()
        except ValueError:
            raise ValidationError(N_("Write the day, such as 2026-11-23.")) from None
        if day and day > clock.now().astimezone(ZoneInfo(site_of(current_user.site_id).zone)).date():
            raise ValidationError(N_("Choose a day that has come."))

    def day(self) -> date | None:
        """The day on the sheet, if there is a sheet and a day on it. Raises ValueError."""
        on_paper = self.said("mode") == "paper" and self.said("written_on")
        return date.fromisoformat(self.said("written_on")) if on_paper else None

    def typed(self) -> dict[str, str]:
        """What the page shows again."""
        return {name: self.said(name) for name in ("mode", "language", "written_on")}


class CallBackForm(StaffForm):
    """Where to call back if the talk breaks off. Nobody has to know a number for the alert to go out."""

    phone = StringField(validators=[Length(max=MOST, message=N_("Please write at most 200 characters."))])


class ConsentForm(StaffForm):
    """That the person agreed."""

    agreed = StringField(validators=one_of(["yes"], N_("Without consent, nothing can be entered.")))


class LinkForm(StaffForm):
    """A link that begins a screening: how staff know it again, and for how many days it works."""

    label = StringField(validators=[LABEL], filters=[stripped])
    days = StringField(validators=[up_to(MOST_DAYS)], filters=[stripped])

    def values(self) -> dict[str, str]:
        """What was typed."""
        return {field.name: self.said(field.name) for field in self}

    def number(self, name: str) -> int:
        """A number, once validated."""
        return int(self.said(name))


class SheetForm(LinkForm):
    """A sheet of such links."""

    count = StringField(validators=[up_to(MOST_ON_A_SHEET)], filters=[stripped])


class SearchForm(StaffForm):
    """What to look for: a reference, a name or a number."""

    words = StringField(
        validators=[*filled(N_("Write a reference, a name or a phone number.")), NAME], filters=[stripped]
    )
