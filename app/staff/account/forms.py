"""The forms by which somebody comes in, and keeps what they come in by."""

from contextlib import suppress
from uuid import UUID

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from app.extensions import N_
from app.staff.forms import NAME, StaffForm, filled, stripped


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
