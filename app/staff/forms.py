"""The forms of the staff side. What is drawn is drawn by templates; here is what may come in and how long."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from app.accounts import ROLES
from app.extensions import N_
from app.intake.casework import ATTEMPT_OUTCOMES
from app.intake.close import OUTCOMES, Closing

LONG = Length(max=4000, message=N_("Please write at most 4,000 characters."))
NAME = Length(max=100, message=N_("Please write at most 100 characters."))
LABEL = Length(max=60, message=N_("Please write at most 60 characters."))
SHORT = Length(max=400, message=N_("Please write at most 400 characters."))


def _filled(message: str) -> list[Any]:
    """Something besides spaces; InputRequired alone looks at what came in before it is stripped."""
    return [InputRequired(message), Length(min=1, message=message)]


def _one_of(values: Iterable[str], message: str) -> list[Any]:
    """A choice; there is never one from the start."""
    return [InputRequired(message), AnyOf(tuple(values), message)]


def _stripped(text: str | None) -> str:
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

    email = StringField(filters=[_stripped])
    password = PasswordField()
    next = HiddenField(filters=[_stripped])


class EnrolForm(StaffForm):
    """A name and a new password."""

    name = StringField(
        validators=[*_filled(N_("Write the name your colleagues know you by.")), NAME], filters=[_stripped]
    )
    password = PasswordField(validators=[InputRequired(N_("Choose a password."))])


class InviteForm(StaffForm):
    """Whom to invite, and as what."""

    email = StringField(validators=_filled(N_("Write their e-mail address.")), filters=[_stripped])
    name = StringField(validators=[NAME], filters=[_stripped])
    role = StringField(validators=_one_of(ROLES, N_("Choose a role.")))


class DeviceForm(StaffForm):
    """Which device is handed over."""

    label = StringField(validators=[*_filled(N_("Write which device it is.")), LABEL], filters=[_stripped])


class SearchForm(StaffForm):
    """What to look for: a reference, a name or a number."""

    words = StringField(
        validators=[*_filled(N_("Write a reference, a name or a phone number.")), NAME], filters=[_stripped]
    )


class NoteForm(StaffForm):
    """A note."""

    text = TextAreaField(validators=[*_filled(N_("Write the note first.")), LONG], filters=[_stripped])


class AttemptForm(StaffForm):
    """One try to reach the person."""

    outcome = StringField(validators=_one_of(ATTEMPT_OUTCOMES, N_("Choose how it went.")))
    text = TextAreaField(validators=[LONG], filters=[_stripped])


class CloseForm(StaffForm):
    """How it ended. What an imminent case needs besides is decided by the use case."""

    edition = HiddenField(validators=[InputRequired()])
    outcome = StringField(validators=_one_of(OUTCOMES, N_("Choose how this ended.")))
    assessment = TextAreaField(validators=[LONG], filters=[_stripped])
    second = StringField()
    alone_because = StringField(validators=[SHORT], filters=[_stripped])
    no_attempt_because = StringField(validators=[SHORT], filters=[_stripped])
    text = TextAreaField(validators=[LONG], filters=[_stripped])

    def __init__(self, colleagues: list[str], **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own arguments
        super().__init__(**kwargs)
        self.colleagues = colleagues

    def validate_second(self, field: Field) -> None:
        """Only a colleague of the same site can be the second person."""
        if field.data and field.data not in self.colleagues:
            raise ValidationError(N_("Choose a colleague from the list."))

    def closing(self) -> Closing:
        """The form as the use case takes it."""
        names = ("outcome", "assessment", "second", "alone_because", "no_attempt_because", "text")
        return Closing(**{name: self.said(name) for name in names})

    def read_edition(self) -> int:
        """The edition that the page was made from; 0, which none has, when it was tampered with."""
        text = self.said("edition")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
